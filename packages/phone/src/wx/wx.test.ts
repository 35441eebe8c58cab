import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { miniProgram } from '../../test/mini-program.ts';
import { launchPhone, type Phone, type PhoneOptions } from '../index.ts';

async function run(script: string, options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const phone = await launchPhone({ dist: miniProgram(script), ...options });
  onTestFinished(() => phone.close());
  return phone;
}

const out = (phone: Phone) => phone.text('#out').trim();

async function echo(): Promise<{ url: string; closes: number[] }> {
  const server = new WebSocketServer({ port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const closes: number[] = [];
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('close', (code) => closes.push(code));
  });
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, closes };
}

const SOCKET = (url: string) => `
  const open = () => {
    const task = wx.connectSocket({ url: '${url}' });
    task.onOpen(() => { show('open'); task.send({ data: 'hi' }); });
    task.onMessage(({ data }) => show(data));
    task.onError(() => show('error'));
    task.onClose(({ code }) => show(code));
  };
  open();
  wx.onNetworkStatusChange(({ isConnected }) => { show(isConnected); open(); });`;

it('talks over sockets, loses them offline without a close frame, and gets new ones online', async () => {
  const { url, closes } = await echo();
  const phone = await run(SOCKET(url));
  await phone.until(() => out(phone) === '"open" "hi"');
  phone.goOffline();
  await phone.until(() => closes.length === 1);
  expect(closes).toEqual([1006]);
  await phone.until(() => out(phone).split(' ').sort().join(' ') === '"error" "hi" "open" 1006 1006 false');
  phone.goOnline();
  await phone.until(() => out(phone).endsWith(' true "open" "hi"'));
});

it('carries binary messages as ArrayBuffers of the mini program', async () => {
  const { url } = await echo();
  const phone = await run(`
    const task = wx.connectSocket({ url: '${url}' });
    task.onOpen(() => task.send({ data: new Uint8Array([1, 2, 3]).buffer }));
    task.onMessage(({ data }) => show([data instanceof ArrayBuffer, ...new Uint8Array(data)]));`);
  await phone.until(() => out(phone) === '[true,1,2,3]');
});

it('requests, posts fields as JSON, and fails offline', async () => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    response.end(JSON.stringify({ at: request.url, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const phone = await run(`
    const get = () => wx.request({ url: '${url}/a', data: { x: 1 }, success: ({ data }) => show(data), fail: () => show('failed') });
    get();
    wx.request({ url: '${url}/b', method: 'POST', data: { y: 2 }, success: ({ data }) => show(data) });
    wx.onNetworkStatusChange(get);`);
  await phone.until(() => out(phone).includes('"/a?x=1"') && out(phone).includes(String.raw`{\"y\":2}`));
  phone.goOffline();
  await phone.until(() => out(phone).endsWith('"failed"'));
});

it('gives the logic no DOM, no Node and no code from strings', async () => {
  const phone = await run(`
    const names = ['window', 'document', 'URL', 'TextEncoder', 'crypto', 'fetch', 'XMLHttpRequest', 'WebSocket', 'process', 'Buffer', 'require0', 'WebAssembly', 'structuredClone', 'queueMicrotask', 'performance'];
    show(names.filter((name) => typeof globalThis[name] !== 'undefined'));
    show([typeof window, typeof document, typeof WebSocket, typeof process]);
    try { new Function('return 1')(); show('ran'); } catch (error) { show(error.name); }`);
  expect(out(phone)).toBe('[] ["undefined","undefined","undefined","undefined"] "EvalError"');
});

it('keeps storage as JSON, also for the next phone', async () => {
  const storage = new Map<string, string>();
  const script = `
    show(wx.getStorageSync('seat'));
    const value = { uid: '1' };
    wx.setStorageSync('seat', value);
    value.uid = 'changed';
    show(wx.getStorageSync('seat'));`;
  expect(out(await run(script, { storage }))).toBe('"" {"uid":"1"}');
  expect(out(await run(script, { storage }))).toBe('{"uid":"1"} {"uid":"1"}');
});

it('lets the test answer what the mini program asks', async () => {
  const script = `
    wx.authorize({ scope: 'scope.camera', success: () => show('granted'), fail: ({ errMsg }) => show(errMsg) });
    wx.showModal({ title: 'sure?' }).then(({ confirm }) => show(confirm));`;
  const refusing = await run(script, {
    ui(api) {
      if (api === 'authorize') throw new Error('auth deny');
      return { confirm: false };
    },
  });
  await refusing.until(() => out(refusing) === '"authorize:fail auth deny" false');
  expect(refusing.ui.map(({ api }) => api)).toEqual(['authorize', 'showModal']);
  const friendly = await run(script);
  await friendly.until(() => out(friendly) === '"granted" true');
});

it('collects errors and forgotten rejections of user code', async () => {
  const phone = await run(`
    wx.onUnhandledRejection(() => show('told'));
    setTimeout(() => { throw new Error('later'); }, 0);
    Promise.reject(new Error('forgotten'));
    wx.madeUp;
    throw new Error('now');`);
  await phone.until(() => phone.errors.length === 3);
  expect(phone.errors.map(({ message }) => /now|later|forgotten/.exec(message)?.[0]).sort()).toEqual([
    'forgotten',
    'later',
    'now',
  ]);
  expect(phone.unknownApis).toEqual(['madeUp']);
  await phone.until(() => out(phone) === '"told"');
});

it('tells the app when it is hidden and shown', async () => {
  const phone = await run(`wx.onAppHide(() => show('hide')); wx.onAppShow(() => show('show'));`);
  phone.back();
  phone.show();
  expect(out(phone)).toBe('"hide" "show"');
});

it('describes the device that was asked for', async () => {
  const phone = await run(
    'const { platform, windowWidth } = wx.getSystemInfoSync(); show([platform, windowWidth]);',
    {
      device: { platform: 'android', width: 412 },
    },
  );
  expect(out(phone)).toBe('["android",412]');
});
