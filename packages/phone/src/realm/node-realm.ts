import { createContext, Script } from 'node:vm';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { AppBundle } from '../bundle/app-bundle.ts';
import type { DeviceInfo } from '../device/device-info.ts';
import type { AppCode } from '../runtime/app-code.ts';
import type { Host, Realm } from '../runtime/host.ts';
import { REALM_PARAMETERS } from './realm-parameters.ts';
import { realmScript } from './realm-script.ts';
import type { Timers } from './timers.ts';

type StartRealm = (host: Host, code: AppCode) => Realm;

// What V8 puts into a bare context and WeChat's logic layer does not have.
const REMOVE_FOREIGN = new Script(
  `for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'eval']) delete globalThis[name];`,
);

/** One phone's two halves: a jsdom window to draw in, and a realm of bare JavaScript for the logic. */
export async function openRealm(
  bundle: AppBundle,
  device: DeviceInfo,
  timers: Timers,
  hostFor: (document: Document) => Host,
): Promise<{ realm: Realm; dom: JSDOM }> {
  const script = await realmScript();
  const dom = new JSDOM('<!doctype html><html><head></head><body></body></html>', {
    url: 'https://servicewechat.com/touristappid/devtools/page-frame.html',
    virtualConsole: new VirtualConsole(),
  });
  Object.assign(dom.window, { innerWidth: device.width, innerHeight: device.height });
  const context = createContext(
    {
      setTimeout: timers.setTimeout,
      clearTimeout: timers.clear,
      setInterval: timers.setInterval,
      clearInterval: timers.clear,
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  REMOVE_FOREIGN.runInContext(context);
  const code = bundle.script.runInContext(context) as Omit<AppCode, 'manifest'>;
  const window = dom.window as unknown as Record<string, unknown>;
  const parameters = REALM_PARAMETERS.map((name) => {
    if (name === 'requestAnimationFrame') return (run: () => void) => timers.setTimeout(run, 0);
    return name === 'window' ? dom.window : window[name];
  });
  const start = (script.runInContext(context) as (...parameters: unknown[]) => StartRealm)(...parameters);
  const realm = start(hostFor(dom.window.document), { ...code, manifest: bundle.manifest });
  return { realm, dom };
}
