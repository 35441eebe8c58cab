import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { describePlatform } from '../../test/platform-contract.ts';
import { createFakePlatform } from '../testing.ts';
import { createWeappPlatform, type WeappApi } from './weapp-platform.ts';
import { type BrowserWindow, createWebPlatform } from './web-platform.ts';

describePlatform('web', () => {
  const target = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const window = Object.assign(target, { WebSocket, document, setTimeout, clearTimeout });
  Object.assign(window, { navigator: { userAgent: 'Mobile Safari' } });
  return {
    platform: createWebPlatform(window as unknown as BrowserWindow),
    setOnline: (online) => target.dispatchEvent(new Event(online ? 'online' : 'offline')),
    setVisible: (visible) => {
      document.visibilityState = visible ? 'visible' : 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
});

describePlatform('weapp', () => {
  const network = new Set<(state: { isConnected: boolean }) => void>();
  const shown = new Set<() => void>();
  const hidden = new Set<() => void>();
  const begun = new Set<() => void>();
  const ended = new Set<() => void>();
  const wx: WeappApi = {
    connectSocket: ({ url, protocols }) => {
      const socket = new WebSocket(url, protocols);
      return {
        onOpen: (listener) => socket.on('open', listener),
        onMessage: (listener) => socket.on('message', (data) => listener({ data: String(data) })),
        onClose: (listener) =>
          socket.on('close', (code, reason) => listener({ code, reason: String(reason) })),
        onError: (listener) => socket.on('error', ({ message }) => listener({ errMsg: message })),
        send: ({ data, fail }) => (socket.readyState === WebSocket.OPEN ? socket.send(data) : fail?.()),
        close: ({ code, reason }) => socket.close(code, reason),
      };
    },
    onNetworkStatusChange: (listener) => network.add(listener),
    offNetworkStatusChange: (listener) => network.delete(listener),
    onAppShow: (listener) => shown.add(listener),
    offAppShow: (listener) => shown.delete(listener),
    onAppHide: (listener) => hidden.add(listener),
    offAppHide: (listener) => hidden.delete(listener),
    onAudioInterruptionBegin: (listener) => begun.add(listener),
    offAudioInterruptionBegin: (listener) => begun.delete(listener),
    onAudioInterruptionEnd: (listener) => ended.add(listener),
    offAudioInterruptionEnd: (listener) => ended.delete(listener),
  };
  return {
    platform: createWeappPlatform(wx),
    setOnline: (isConnected) => {
      for (const listener of network) listener({ isConnected });
    },
    setVisible: (visible) => {
      for (const listener of visible ? shown : hidden) listener();
    },
    setInterrupted: (interrupted) => {
      for (const listener of interrupted ? begun : ended) listener();
    },
  };
});

describePlatform('fake', () => {
  const platform = createFakePlatform({
    onSocket: (socket) => {
      // The fake joined to a real socket, so that the one contract can be measured on it too.
      const real = new WebSocket(socket.url, socket.protocol);
      real.on('open', () => socket.open());
      real.on('message', (data) => socket.receive(String(data)));
      real.on('close', (code, reason) => socket.close(code, String(reason)));
      real.on('error', () => {});
      socket.onSent = (frame) => real.send(String(frame));
      socket.onClosed = (code, reason) => real.close(code, reason);
    },
  });
  const { setOnline, setVisible, setInterrupted } = platform;
  return { platform, setOnline, setVisible, setInterrupted };
});

test('a browser says what it can send, play and show', () => {
  const bare = { WebSocket, document: new EventTarget(), setTimeout, clearTimeout };
  const capabilitiesOf = (more: object) =>
    createWebPlatform({ ...bare, ...more } as unknown as BrowserWindow).capabilities;
  expect(capabilitiesOf({})).toMatchObject({ push: [], pull: ['ws-flv'], screen: false, torch: false });
  const RTCPeerConnection = class {};
  expect(capabilitiesOf({ RTCPeerConnection, navigator: {} })).toMatchObject({
    push: ['whip'],
    pull: ['whep', 'ws-flv'],
    screen: false,
  });
  const navigator = {
    mediaDevices: { getDisplayMedia: () => {}, getSupportedConstraints: () => ({ torch: true }) },
  };
  expect(capabilitiesOf({ RTCPeerConnection, navigator })).toMatchObject({ screen: true, torch: true });
  // The ear, beauty and filters are a phone's.
  expect(Object.keys(capabilitiesOf({ RTCPeerConnection, navigator })).sort()).toEqual(
    ['push', 'pull', 'maxPlayers', 'screen', 'torch'].sort(),
  );
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36', 0, false],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/140.0', 10, false],
  ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36', 5, true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 0, false],
])('a hidden page of %s with %i fingers is away: %s', (userAgent, maxTouchPoints, isAway) => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  const navigator = { userAgent, maxTouchPoints };
  const window = { WebSocket, document, navigator, setTimeout, clearTimeout };
  const told: boolean[] = [];
  createWebPlatform(window as unknown as BrowserWindow).onVisibilityChanged((visible) => told.push(visible));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual(isAway ? [false] : []);
});
