import { createContext, Script } from 'node:vm';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { AppBundle } from '../bundle/app-bundle.ts';
import type { OpenRealm, PhoneWindow, RealmParts } from '../platform/phone-platform.ts';
import type { AppCode } from '../runtime/app-code.ts';
import type { StartRealm } from '../runtime/start-realm.ts';
import { realmArguments } from './realm-parameters.ts';
import { realmScript } from './realm-script.ts';
import { catchRejections } from './rejections.ts';

// What V8 puts into a bare context and WeChat's logic layer does not have.
const REMOVE_FOREIGN = new Script(
  `for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'eval']) delete globalThis[name];`,
);

let runtime: Promise<Script> | undefined;
const compiled = new WeakMap<AppBundle, Script>();

/** A jsdom window to draw in, and a context of `node:vm`. */
export async function openNodeRealm(parts: RealmParts): Promise<OpenRealm> {
  const { bundle, device, timers } = parts;
  runtime ??= realmScript().then((text) => new Script(text, { filename: 'callgrid-phone-runtime.js' }));
  const script = await runtime;
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
  const code = scriptOf(bundle).runInContext(context) as Omit<AppCode, 'manifest'>;
  const window = dom.window as unknown as PhoneWindow;
  const begin = script.runInContext(context) as (...parameters: unknown[]) => StartRealm;
  const start = begin(...realmArguments(window, timers));
  const realm = start(parts.host(window.document), { ...code, manifest: bundle.manifest });
  const stopRejections = catchRejections({ owns: realm.owns, rejected: parts.rejected });
  return {
    realm,
    window,
    close() {
      stopRejections();
      dom.window.close();
    },
  };
}

function scriptOf(bundle: AppBundle): Script {
  const known = compiled.get(bundle);
  if (known) return known;
  const script = new Script(bundle.script, { filename: bundle.file });
  compiled.set(bundle, script);
  return script;
}
