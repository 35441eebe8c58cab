import type { DeviceInfo } from '../device/device-info.ts';
import type { MediaSession } from '../media/media-driver.ts';
import type { PhoneNetwork } from '../net/phone-network.ts';
import type { Host, NativeDescription } from '../runtime/host.ts';
import { storagePort } from '../storage/phone-storage.ts';
import { DEFAULT_ANSWERS } from '../ui/ui-handler.ts';
import type { PhoneJournal } from './phone-journal.ts';
import type { PhoneOptions } from './phone-options.ts';

export interface HostParts {
  readonly document: Document;
  readonly device: DeviceInfo;
  readonly network: PhoneNetwork;
  readonly media: MediaSession;
  readonly journal: PhoneJournal;
  readonly storage: NonNullable<PhoneOptions['storage']>;
  /** How the phone's owner answers what the mini program asks; the usual way without. */
  readonly answer: PhoneOptions['ui'];
  natives(): readonly NativeDescription[];
  exit(): void;
}

/** What the realm may ask of Node, made of the phone's parts. */
export function createHost(parts: HostParts): Host {
  const { document, device, network, media, journal, storage } = parts;
  return {
    document,
    device: () => device,
    network: () => network.status(),
    storage: storagePort(storage),
    openSocket: (request, listener) => network.openSocket(request, listener),
    sendRequest: (request, done) => network.sendRequest(request, done),
    ui: (api, args, done) => {
      journal.ui.add({ api, args, at: Date.now() });
      const usual = DEFAULT_ANSWERS[api] ?? {};
      Promise.resolve()
        .then(() => parts.answer?.(api, args))
        .then(
          (answer) => done({ ok: true, result: { ...usual, ...answer } }),
          (error: unknown) =>
            done({ ok: false, message: error instanceof Error ? error.message : String(error) }),
        );
    },
    byteLength: (text) => Buffer.byteLength(text),
    base64: {
      encode: (bytes) => Buffer.from(bytes).toString('base64'),
      decode: (text) => Buffer.from(text, 'base64'),
    },
    natives: {
      created: (element) => media.created(JSON.parse(JSON.stringify(element)) as NativeDescription),
      updated: (nid, props) => media.updated(nid, props),
      removed: (nid) => media.removed(nid),
      call: (nid, method, args, done) => {
        const kind = parts.natives().find((one) => one.nid === nid)?.kind ?? 'live-player';
        journal.calls.add({ nid, kind, method, args: { ...args }, at: Date.now() });
        done(media.call(nid, method, args));
      },
    },
    report: {
      console: (level, text) => journal.console(level, text),
      error: (error, where) => journal.error(error, where),
      violation: (rule, message) => journal.violation(rule, message),
      setData: (record) => journal.setData.add(record),
      unknownApi: (name) => void journal.unknownApis.add(name),
    },
    exit: () => parts.exit(),
  };
}
