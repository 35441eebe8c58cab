import type { Platform, PlatformCapabilities, SocketListener } from './platform.ts';

/** The parts of WeChat's `wx` that the platform uses. Without the optional ones it hears less; old base libraries lack some. */
export interface WeappApi {
  connectSocket(options: {
    url: string;
    protocols: string[];
    fail?: (error: { errMsg: string }) => void;
  }): WeappSocketTask;
  onNetworkStatusChange?(listener: (state: { isConnected: boolean }) => void): void;
  offNetworkStatusChange?(listener: (state: { isConnected: boolean }) => void): void;
  onAppShow?(listener: () => void): void;
  offAppShow?(listener: () => void): void;
  onAppHide?(listener: () => void): void;
  offAppHide?(listener: () => void): void;
  /** Since base library 2.6.2. */
  onAudioInterruptionBegin?(listener: () => void): void;
  offAudioInterruptionBegin?(listener: () => void): void;
  onAudioInterruptionEnd?(listener: () => void): void;
  offAudioInterruptionEnd?(listener: () => void): void;
  getDeviceInfo?(): { platform: string };
}

export interface WeappSocketTask {
  onOpen(listener: () => void): void;
  onMessage(listener: (message: { data: unknown }) => void): void;
  onClose(listener: (info: { code?: number; reason?: string }) => void): void;
  onError(listener: (error: { errMsg?: string }) => void): void;
  send(options: { data: string; fail?: () => void }): void;
  close(options: { code?: number; reason?: string; fail?: () => void }): void;
}

declare function setTimeout(run: () => void, ms: number): never;
declare function clearTimeout(id: never): void;

/** A WeChat mini program. `wx` is its API object. */
export function createWeappPlatform(
  wx: WeappApi,
  capabilities: Partial<PlatformCapabilities> = {},
): Platform {
  return {
    name: 'weapp',
    clock: {
      now: () => Date.now(),
      after: (ms, run) => {
        const id = setTimeout(run, ms);
        return () => clearTimeout(id);
      },
    },
    random: Math.random,
    openSocket: (url, protocol, listener) => openSocket(wx, url, protocol, listener),
    onNetworkChanged: (listener) => {
      const changed = ({ isConnected }: { isConnected: boolean }) => listener(isConnected);
      wx.onNetworkStatusChange?.(changed);
      return () => {
        wx.offNetworkStatusChange?.(changed);
      };
    },
    onVisibilityChanged: (listener) => listenToBoth(wx, 'AppShow', 'AppHide', listener),
    onInterruptionChanged: (listener) =>
      listenToBoth(wx, 'AudioInterruptionBegin', 'AudioInterruptionEnd', listener),
    capabilities: {
      push: ['rtmp'],
      pull: ['rtmp'],
      maxPlayers: maxPlayers(wx),
      torch: true,
      ear: true,
      beauty: true,
      filters: true,
      ...capabilities,
    },
  };
}

type Event = 'AppShow' | 'AppHide' | 'AudioInterruptionBegin' | 'AudioInterruptionEnd';

/** Tells true with the one event and false with the other. */
function listenToBoth(wx: WeappApi, on: Event, off: Event, listener: (is: boolean) => void): () => void {
  const stops = [on, off].map((event) => {
    const told = () => listener(event === on);
    wx[`on${event}`]?.(told);
    return () => {
      wx[`off${event}`]?.(told);
    };
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** No number is documented; a vendor's SDK for mini programs stops at 8 streams, and at 6 on Android. */
function maxPlayers(wx: WeappApi): number {
  return wx.getDeviceInfo?.().platform === 'android' ? 6 : 8;
}

function openSocket(wx: WeappApi, url: string, protocol: string, listener: SocketListener) {
  let closed = false;
  // WeChat tells of an end by fail, onError or onClose, and now and then by two of them.
  const close = (code: number, reason: string) => {
    if (closed) return;
    closed = true;
    listener.closed({ code, reason });
  };
  const task = wx.connectSocket({
    url,
    protocols: [protocol],
    fail: ({ errMsg }) => close(1006, errMsg),
  });
  task.onOpen(() => !closed && listener.opened());
  task.onMessage(({ data }) => {
    if (!closed && typeof data === 'string') listener.received(data);
  });
  task.onClose(({ code = 1006, reason = '' }) => close(code, reason));
  task.onError(({ errMsg = 'socket error' }) => close(1006, errMsg));
  return {
    // A send that fails is followed by the close.
    send: (data: string) => task.send({ data, fail: () => {} }),
    close: (code: number, reason: string) => task.close({ code, reason, fail: () => close(code, reason) }),
  };
}
