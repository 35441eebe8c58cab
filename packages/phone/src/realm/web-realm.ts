import { ABSENT_NAMES, HIDDEN_NAMES } from '../missing-globals/global-names.ts';
import type { OpenRealm, PhoneWindow, RealmParts } from '../platform/phone-platform.ts';
import type { AppCode } from '../runtime/app-code.ts';
import type { StartRealm } from '../runtime/start-realm.ts';
import { realmArguments } from './realm-parameters.ts';
import type { Timers } from './timers.ts';

export interface WebRealmPlace {
  /** An element of the page; what is drawn fills it. */
  readonly container: HTMLElement;
  /** The runtime script. */
  readonly runtime: string;
}

/**
 * Two iframes: one to draw in, as wide as the phone, and a hidden one whose globals the logic has, without a browser's
 * names. Throws a `TypeError` when the container is not in the page.
 */
export function openWebRealm({ container, runtime }: WebRealmPlace, parts: RealmParts): OpenRealm {
  const { bundle, device, timers } = parts;
  const view = openFrame(container);
  view.title = 'Mini program';
  view.style.cssText = 'display: block; width: 100%; height: 100%; border: 0;';
  const logic = openFrame(container);
  logic.hidden = true;
  const window = insideOf(view);
  window.document.documentElement.style.setProperty('--safe-area-inset-bottom', `${device.bottomInset}px`);
  const global = insideOf(logic);
  global.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    parts.rejected(event.reason);
  });
  // Taken before it goes: called like this it evaluates in the logic's own realm.
  const { eval: evaluate } = global;
  const { document } = global;
  becomeBare(global, timers);
  const code = evaluate(named(bundle.script, bundle.file)) as Omit<AppCode, 'manifest'>;
  const begin = evaluate(named(runtime, 'callgrid-phone-runtime.js')) as (
    ...parameters: unknown[]
  ) => StartRealm;
  forbidCodeFromStrings(document);
  const start = begin(...realmArguments(window, timers));
  const realm = start(parts.host(window.document), { ...code, manifest: bundle.manifest });
  return {
    realm,
    window,
    close() {
      view.remove();
      logic.remove();
    },
  };
}

function openFrame(container: HTMLElement): HTMLIFrameElement {
  const frame = container.ownerDocument.createElement('iframe');
  container.append(frame);
  const { contentDocument } = frame;
  if (!contentDocument)
    throw new TypeError('The container of a phone must be in the page before the launch.');
  // An empty frame is in quirks mode, and Firefox replaces it once it has loaded, unless it was written.
  contentDocument.open();
  contentDocument.write('<!doctype html><html><head></head><body></body></html>');
  contentDocument.close();
  return frame;
}

function insideOf(frame: HTMLIFrameElement): PhoneWindow {
  return frame.contentWindow as PhoneWindow;
}

/** What cannot be deleted, such as `window`, is hidden by the parameters of the function around every file. */
function becomeBare(global: PhoneWindow, timers: Timers): void {
  for (const name of [...HIDDEN_NAMES, ...ABSENT_NAMES])
    for (let at: object | null = global; at; at = Reflect.getPrototypeOf(at))
      Reflect.deleteProperty(at, name);
  Object.assign(global, {
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clear,
    setInterval: timers.setInterval,
    clearInterval: timers.clear,
  });
}

/** From here on `new Function` throws an EvalError, as `setTimeout` with a text would. */
function forbidCodeFromStrings({ head }: Document): void {
  const policy = head.ownerDocument.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "script-src 'none'";
  head.append(policy);
}

const named = (script: string, file: string): string => `${script}\n//# sourceURL=${file}`;
