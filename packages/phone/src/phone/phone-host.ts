import type { PhoneClock } from '../clock/phone-clock.ts';
import type { DeviceInfo } from '../device/device-info.ts';
import type { MediaSession } from '../media/media-driver.ts';
import type { PhoneNetwork } from '../net/phone-network.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { Host, NativeDescription } from '../runtime/host.ts';
import { storagePort } from '../storage/phone-storage.ts';
import { answerUi } from '../ui/answer-ui.ts';
import type { PhoneJournal } from './phone-journal.ts';
import type { PhoneOptions } from './phone-options.ts';

export interface HostParts {
  readonly document: Document;
  readonly clock: PhoneClock;
  readonly device: DeviceInfo;
  readonly network: PhoneNetwork;
  readonly media: MediaSession;
  readonly journal: PhoneJournal;
  readonly permissions: Permissions;
  readonly storage: NonNullable<PhoneOptions['storage']>;
  /** How the phone's owner answers what the mini program asks; the usual way without. */
  readonly answer: PhoneOptions['ui'];
  natives(): readonly NativeDescription[];
  exit(): void;
}

const UTF8 = new TextEncoder();

/** What the realm may ask of the world, made of the phone's parts. */
export function createHost(parts: HostParts): Host {
  const { document, clock, device, network, media, journal, storage } = parts;
  return {
    document,
    now: () => clock.now(),
    device: () => device,
    network: () => network.status(),
    storage: storagePort(storage),
    openSocket: (request, listener) => network.openSocket(request, listener),
    sendRequest: (request, done) => network.sendRequest(request, done),
    ui: (api, args, done) => {
      journal.ui.add({ api, args, at: clock.now() });
      answerUi(api, args, parts.answer, parts.permissions).then(
        (result) => done({ ok: true, result }),
        (error: unknown) =>
          done({ ok: false, message: error instanceof Error ? error.message : String(error) }),
      );
    },
    byteLength: (text) => UTF8.encode(text).length,
    base64: { encode: encodeBase64, decode: decodeBase64 },
    natives: {
      created: (element) => media.created(JSON.parse(JSON.stringify(element)) as NativeDescription),
      updated: (nid, props) => media.updated(nid, props),
      removed: (nid) => media.removed(nid),
      covered: (nid, covered) => media.covered?.(nid, covered),
      call: (nid, method, args, done) => {
        const kind = parts.natives().find((one) => one.nid === nid)?.kind ?? 'live-player';
        journal.calls.add({ nid, kind, method, args: { ...args }, at: clock.now() });
        done(media.call(nid, method, args));
      },
    },
    report: {
      console: (level, text) => journal.console(level, text),
      error: (error, where) => journal.error(error, where),
      violation: (rule, message) => journal.violation(rule, message),
      setData: (record) => journal.setData.add(record, clock.now()),
      unknownApi: (name) => void journal.unknownApis.add(name),
    },
    exit: () => parts.exit(),
  };
}

function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const decodeBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
