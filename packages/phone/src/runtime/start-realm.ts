import { windowSize } from '../device/device-info.ts';
import { createWx } from '../wx/create-wx.ts';
import type { AppCode } from './app-code.ts';
import { AppEvents } from './app-events.ts';
import { clone } from './clone.ts';
import { createConsole } from './console.ts';
import { createEngine } from './engine.ts';
import type { Host, Realm } from './host.ts';
import { Logic } from './logic.ts';
import { NativeRegistry } from './native-registry.ts';
import { PageStack } from './page-stack.ts';
import { installPhoneDate } from './phone-date.ts';

export type StartRealm = typeof startRealm;

/** Sets up one phone's logic inside its realm. The mini program starts with `launch`. */
export function startRealm(host: Host, code: AppCode): Realm {
  installPhoneDate(host.now);
  const natives = new NativeRegistry(host);
  const { codeSpace, backend } = createEngine(host, code, natives);
  const pages = new PageStack(host, code.manifest.pages, backend, codeSpace, natives);
  natives.currentPage = () => pages.current;
  const events = new AppEvents(host);
  const logic = new Logic(host, code, codeSpace);
  const getCurrentPages = () => pages.pages.map((page) => page.instance);
  Object.assign(globalThis, logic.globals(), {
    wx: createWx({ host, pages, natives, events, logic }),
    console: createConsole(host),
    getCurrentPages,
  });

  return {
    launch(path, query) {
      logic.launchOptions = { path, query: clone(query), scene: 1001, referrerInfo: {} };
      logic.run();
      const text = Object.entries(query).map(([key, value]) => `${key}=${value}`);
      pages.open(`/${path}${text.length > 0 ? `?${text.join('&')}` : ''}`, 'reLaunch');
    },
    openUrl: (url) => pages.open(url, 'navigateTo'),
    stack: () => pages.pages,
    natives: () => natives.list().map((record) => natives.describe(record)),
    elementOf: (nid) => natives.get(nid)?.component.$$ ?? null,
    fire(nid, event, detail) {
      const record = natives.get(nid);
      if (!record) return false;
      record.component.triggerEvent(event, clone(detail), { bubbles: false });
      return true;
    },
    back() {
      if (pages.pages.length < 2) return false;
      pages.back(1);
      return true;
    },
    hide() {
      pages.hideTop(true);
      logic.guard('App onHide', () => logic.app.onHide?.());
      events.emit('AppHide');
    },
    show() {
      logic.guard('App onShow', () => logic.app.onShow?.(clone(logic.launchOptions)));
      events.emit('AppShow', clone(logic.launchOptions));
      pages.showTop();
    },
    audioInterrupted: (begins) => events.emit(begins ? 'AudioInterruptionBegin' : 'AudioInterruptionEnd'),
    networkChanged: () => events.emit('NetworkStatusChange', clone(host.network())),
    resized() {
      const size = windowSize(host.device());
      pages.resizeTop(size);
      events.emit('WindowResize', { size });
    },
    unhandledRejection(reason) {
      logic.guard('App onUnhandledRejection', () => logic.app.onUnhandledRejection?.({ reason }));
      events.emit('UnhandledRejection', { reason });
    },
    owns: (promise) => promise instanceof Promise,
    close() {
      while (pages.pages.length > 0) pages.unloadTop();
    },
  };
}
