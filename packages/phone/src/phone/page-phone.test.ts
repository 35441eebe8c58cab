import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { miniProgram } from '../../test/mini-program.ts';
import { hasChromium, launchInPage, openPage } from '../../test/page.ts';

const call = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));

describe.skipIf(!hasChromium)('a phone in a page', () => {
  let page: Page;
  let problems: string[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ page, problems, close } = await openPage());
  });
  afterAll(() => close?.());

  const out = () => page.evaluate(() => window.phone.text('#out').trim());
  const shows = (text: string) =>
    page.evaluate((wanted) => window.phone.until(() => window.phone.text('#out').trim() === wanted), text);
  /** The page of the mini program, for fingers. */
  const view = () => page.frameLocator('iframe[title]');

  it('runs what Node runs: taps, navigation, and the codes of live elements', async () => {
    await launchInPage(page, call, { query: { push: 'rtmp://host/a', play: 'rtmp://host/b' } });
    await page.evaluate(() =>
      window.phone.until(() => window.phone.natives().every((it) => it.state.status === 'live')),
    );
    const codes = await page.evaluate(() =>
      window.phone.natives().map(({ state }) => state.codes.map((it) => it.code)),
    );
    expect(codes).toEqual([
      [1005, 1003, 1007, 1008, 1001, 1002],
      [2001, 2002, 2008, 2003, 2009, 2004],
    ]);
    await page.evaluate(() => window.phone.navigate('/pages/second/second'));
    expect(await page.evaluate(() => window.phone.pages())).toEqual([
      'pages/index/index',
      'pages/second/second',
    ]);
    await page.evaluate(() => window.phone.back());
    expect(await page.evaluate(() => [window.phone.errors, window.phone.violations])).toEqual([[], []]);
    expect(problems.splice(0)).toEqual([]);
  });

  it('makes a click a tap, and takes what is typed', async () => {
    await launchInPage(page, call);
    await view().locator('#count').click();
    await view().locator('#name input').fill('Ann');
    const shown = () => page.evaluate(() => ['#count', '#name-shown'].map((it) => window.phone.text(it)));
    expect(await shown()).toEqual(['1', 'Ann']);
  });

  it('gives the logic no DOM, no browser and no code from strings', async () => {
    await launchInPage(
      page,
      miniProgram(`
        const names = ['URL', 'TextEncoder', 'crypto', 'fetch', 'XMLHttpRequest', 'WebSocket', 'process', 'WebAssembly', 'structuredClone', 'queueMicrotask', 'performance', 'addEventListener', 'localStorage', 'navigator', 'indexedDB'];
        show(names.filter((name) => typeof globalThis[name] !== 'undefined'));
        show([typeof window, typeof document, typeof self, typeof location]);
        try { new Function('return 1')(); show('ran'); } catch (error) { show(error.name); }`),
    );
    expect(await out()).toBe('[] ["undefined","undefined","undefined","undefined"] "EvalError"');
    // Chromium says what the policy stopped.
    expect(problems.splice(0).every((text) => text.includes('Content Security Policy'))).toBe(true);
  });

  it('collects errors and forgotten rejections of user code, and none of them reaches the page', async () => {
    await launchInPage(
      page,
      miniProgram(`
        wx.onUnhandledRejection(() => show('told'));
        setTimeout(() => { throw new Error('later'); }, 0);
        Promise.reject(new Error('forgotten'));
        throw new Error('now');`),
    );
    await shows('"told"');
    await page.evaluate(() => window.phone.until(() => window.phone.errors.length === 3));
    const messages = await page.evaluate(() => window.phone.errors.map(({ message }) => message));
    expect(messages.map((it) => /now|later|forgotten/.exec(it)?.[0]).sort()).toEqual([
      'forgotten',
      'later',
      'now',
    ]);
    expect(problems.splice(0)).toEqual([]);
  });

  it('takes rpx by the width of the phone, and leaves room for the bar of its home gesture', async () => {
    const style = 'width: 375rpx; padding-bottom: env(safe-area-inset-bottom)';
    const dist = miniProgram('', '<view class="half"/>', `.half { ${style} }`);
    await launchInPage(page, dist, { device: { bottomInset: 21 } });
    const box = await view()
      .locator('.half')
      .evaluate((it) => {
        const { width, height } = it.getBoundingClientRect();
        return [width, height];
      });
    expect(box).toEqual([150, 21]);
  });

  it('leads sockets where it is told to, and cuts them with its radio', async () => {
    const app = miniProgram(`
      const task = wx.connectSocket({ url: 'ws://anywhere' });
      task.onOpen(() => task.send({ data: 'hi' }));
      task.onMessage(({ data }) => show(data));
      task.onClose(({ code }) => show(code));`);
    const usual = await page.evaluateHandle(() => window.callgridPhone);
    await page.evaluate(() => {
      const { launchPhone } = window.callgridPhone;
      window.callgridPhone = {
        ...window.callgridPhone,
        launchPhone: (options) =>
          launchPhone({
            ...options,
            openSocket: ({ url }, listener) => {
              setTimeout(() => listener.opened({}), 0);
              return {
                readyState: 1,
                send: (data) => void setTimeout(() => listener.message(`${data} from ${url}`), 0),
                close() {},
                terminate: () => void setTimeout(() => listener.closed(1006, ''), 0),
              };
            },
          }),
      };
    });
    await launchInPage(page, app);
    await shows('"hi from ws://anywhere"');
    await page.evaluate(() => window.phone.goOffline());
    await shows('"hi from ws://anywhere" 1006');
    await page.evaluate((browser) => {
      window.callgridPhone = browser;
    }, usual);
  });

  it("talks over the browser's own sockets, and is told of a break and of a server that is not there", async () => {
    const server = new WebSocketServer({ port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(`${data} back`)));
    const { port } = server.address() as AddressInfo;
    await launchInPage(
      page,
      miniProgram(`
        const open = (url) => {
          const task = wx.connectSocket({ url });
          task.onOpen(() => task.send({ data: 'hi' }));
          task.onMessage(({ data }) => show(data));
          task.onClose(({ code }) => show(code));
        };
        open('ws://127.0.0.1:${port}');
        wx.onNetworkStatusChange(({ isConnected }) => isConnected && open('ws://127.0.0.1:1'));`),
    );
    await shows('"hi back"');
    await page.evaluate(() => window.phone.goOffline());
    await shows('"hi back" 1006');
    await page.evaluate(() => window.phone.goOnline());
    await shows('"hi back" 1006 1006');
    // Chromium says that nobody listens there.
    expect(problems.splice(0)).toEqual([expect.stringContaining('127.0.0.1:1')]);
  });

  it('leaves nothing in the page when it is closed, nor when it could not begin', async () => {
    await launchInPage(page, call);
    expect(await page.locator('iframe').count()).toBe(2);
    await page.evaluate(() => window.phone.close());
    expect(await page.locator('iframe').count()).toBe(0);
    await expect(launchInPage(page, call, { page: 'pages/none/none' })).rejects.toThrow('is not found');
    expect(await page.locator('iframe').count()).toBe(0);
  });
});
