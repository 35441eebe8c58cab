import type { Platform, PlatformCapabilities } from './platform.ts';

/** The parts of a browser's `window` that the platform needs. */
export interface BrowserWindow {
  readonly WebSocket: new (
    url: string,
    protocol: string,
  ) => {
    // `never` is what a handler of any shape takes, so that the real `window` fits without the DOM's types.
    onopen: ((this: never, event: never) => void) | null;
    onmessage: ((this: never, event: never) => void) | null;
    onclose: ((this: never, event: never) => void) | null;
    onerror: ((this: never, event: never) => void) | null;
    readonly readyState: number;
    send(text: string): void;
    close(code?: number, reason?: string): void;
  };
  readonly document: EventSource & { readonly visibilityState: string };
  /** What media needs, where the browser has it; `@callgrid/core/web` uses it. */
  readonly RTCPeerConnection?: unknown;
  readonly navigator?: {
    readonly userAgent?: string;
    readonly maxTouchPoints?: number;
    readonly mediaDevices?: {
      readonly getDisplayMedia?: unknown;
      getSupportedConstraints?(): object;
    };
  };
  addEventListener: EventSource['addEventListener'];
  removeEventListener: EventSource['removeEventListener'];
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(id: never): void;
}

interface EventSource {
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
}

const OPEN = 1;

/** A browser. `browser` is its `window`. Where that has no WebRTC nothing can be sent, and played over WebSocket alone. */
export function createWebPlatform(
  browser: BrowserWindow,
  capabilities: Partial<PlatformCapabilities> = {},
): Platform {
  const hasWebRtc = browser.RTCPeerConnection !== undefined;
  const media = hasWebRtc ? browser.navigator?.mediaDevices : undefined;
  const listen = (target: EventSource, name: string, listener: () => void) => {
    target.addEventListener(name, listener);
    return () => target.removeEventListener(name, listener);
  };
  return {
    name: 'web',
    clock: {
      now: () => Date.now(),
      after: (ms, run) => {
        const id = browser.setTimeout(run, ms);
        return () => browser.clearTimeout(id as never);
      },
    },
    random: Math.random,
    openSocket: (url, protocol, listener) => {
      const socket = new browser.WebSocket(url, protocol);
      socket.onopen = () => listener.opened();
      socket.onmessage = ({ data }: { data: unknown }) => {
        if (typeof data === 'string') listener.received(data);
      };
      // What is wrong is followed by the close; Node's `ws` wants it heard all the same.
      socket.onerror = () => {};
      socket.onclose = ({ code, reason }: { code: number; reason: string }) =>
        listener.closed({ code, reason });
      return {
        send: (text) => {
          if (socket.readyState === OPEN) socket.send(text);
        },
        // Browsers let pages close with 1000 and 3000–4999 only (WHATWG WebSockets §3.1).
        close: (code, reason) => socket.close(code === 1000 || code >= 3000 ? code : 1000, reason),
      };
    },
    onNetworkChanged: (listener) => {
      const stops = [
        listen(browser, 'online', () => listener(true)),
        listen(browser, 'offline', () => listener(false)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onVisibilityChanged: (listener) =>
      listen(browser.document, 'visibilitychange', () => {
        // At a desk a hidden tab captures, sends and plays on, as while its user shows another window.
        if (isPhone(browser)) listener(browser.document.visibilityState !== 'hidden');
      }),
    // A browser pauses a page for a phone call without a word.
    onInterruptionChanged: () => () => {},
    capabilities: {
      push: hasWebRtc ? ['whip'] : [],
      pull: hasWebRtc ? ['whep', 'ws-flv'] : ['ws-flv'],
      maxPlayers: 16,
      // Phones' browsers have none, and neither has an insecure page.
      screen: media?.getDisplayMedia !== undefined,
      torch: 'torch' in (media?.getSupportedConstraints?.() ?? {}),
      ...capabilities,
    },
  };
}

/** Whether the system halts hidden pages. An iPad says that it is a Mac. */
function isPhone({ navigator }: BrowserWindow): boolean {
  const { userAgent = '', maxTouchPoints = 0 } = navigator ?? {};
  return /Mobi|Android/.test(userAgent) || (maxTouchPoints > 1 && userAgent.includes('Macintosh'));
}
