import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { VirtualClock } from '@callgrid/core/testing';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { miniProgram } from '../../test/mini-program.ts';
import { launchPhone, type Phone, type PhoneOptions } from '../index.ts';

const call = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));
const PUSH = { push: 'rtmp://host/a' };

async function launch(options: Partial<PhoneOptions>): Promise<{ phone: Phone; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const phone = await launchPhone({ dist: call, clock, ...options });
  onTestFinished(() => phone.close());
  await clock.advance(0);
  return { phone, clock };
}

const out = (phone: Phone) => phone.text('#out').trim();
const statuses = (phone: Phone) => phone.natives().map(({ kind, state }) => `${kind} ${state.status}`);
const codes = (phone: Phone) => phone.natives()[0]!.state.codes.map(({ code }) => code);

it('goes from Wi-Fi to 4G: told once, old sockets cut without a word, new ones at once', async () => {
  const server = new WebSocketServer({ port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const closes: number[] = [];
  server.on('connection', (socket) => socket.on('close', (code) => closes.push(code)));
  onTestFinished(() => void server.close());
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { phone } = await launch({
    dist: miniProgram(`
      const open = () => wx.connectSocket({ url: '${url}' }).onOpen(() => show('open'));
      wx.onNetworkStatusChange((status) => { show(status); open(); });
      open();`),
  });
  await phone.until(() => out(phone) === '"open"');
  phone.goOnline('wifi');
  phone.goOnline('4g');
  await phone.until(() => out(phone) === '"open" {"isConnected":true,"networkType":"4g"} "open"');
  await phone.until(() => closes.length === 1);
  expect(closes).toEqual([1006]);
});

it('takes the media along when the radio changes: 1021, lost, and back a second later', async () => {
  const { phone, clock } = await launch({ query: PUSH });
  phone.goOnline('5g');
  expect(codes(phone).slice(6)).toEqual([1021, 3005, 1102]);
  await clock.advance(1_000);
  expect(statuses(phone)).toEqual(['live-pusher live']);
});

it.each([
  [{ 'scope.camera': false }, [-1301], [10001]],
  [{ 'scope.record': false }, [-1302], [10002]],
  [{ 'scope.camera': false, 'scope.record': false }, [-1301, -1302], [10001, 10002]],
])('refuses its devices to a pusher: %j', async (permissions, told, errors) => {
  const { phone } = await launch({ query: PUSH, permissions });
  expect(statuses(phone)).toEqual(['live-pusher failed']);
  expect(codes(phone)).toEqual(told);
  expect(phone.text('#problems')).toBe(errors.join(' '));
});

it('lets a refused pusher start once the user allows it in the settings', async () => {
  const { phone, clock } = await launch({ query: PUSH, permissions: { 'scope.camera': false } });
  phone.tap('#start');
  expect(codes(phone)).toEqual([-1301, -1301]);
  phone.permit('scope.camera', true);
  phone.tap('#start');
  await clock.advance(0);
  expect(statuses(phone)).toEqual(['live-pusher live']);
});

it('needs no camera for a pusher without one', async () => {
  const { phone, clock } = await launch({ query: PUSH, permissions: { 'scope.camera': false } });
  phone.tap('#camera-off');
  phone.tap('#start');
  await clock.advance(0);
  expect(statuses(phone)).toEqual(['live-pusher live']);
});

const ASK = `
  const ask = async () => {
    await wx.authorize({ scope: 'scope.record' }).then(() => show('granted'), ({ errMsg }) => show(errMsg));
    const { authSetting } = await wx.getSetting();
    show(authSetting['scope.record']);
  };
  page.ask = ask;
  ask().then(() => wx.openSetting()).then(({ authSetting }) => show(authSetting['scope.record'])).then(ask);`;

it('answers authorize, getSetting and openSetting from what the user refused', async () => {
  const { phone } = await launch({ dist: miniProgram(ASK), permissions: { 'scope.record': false } });
  const refused = '"authorize:fail auth deny" false';
  await phone.until(() => out(phone) === `${refused} false ${refused}`);
});

it('learns from the ui handler what the user refuses, and what is set later', async () => {
  const answers: string[] = [];
  const { phone } = await launch({
    dist: miniProgram(ASK),
    ui(api) {
      answers.push(api);
      if (api === 'authorize' && answers.length === 1) throw new Error('auth deny');
      return api === 'openSetting' ? { authSetting: { 'scope.record': true } } : undefined;
    },
  });
  await phone.until(() => out(phone) === '"authorize:fail auth deny" false true "granted" true');
});

it('is rung: the sound is taken, the pusher suspended, the app hidden; and all of it back', async () => {
  const { phone } = await launch({
    dist: miniProgram(`
      wx.onAudioInterruptionBegin(() => show('begin'));
      wx.onAudioInterruptionEnd(() => show('end'));
      wx.onAppHide(() => show('hide'));
      wx.onAppShow(() => show('show'));`),
  });
  phone.incomingCall();
  phone.incomingCall();
  expect(out(phone)).toBe('"begin" "hide"');
  phone.callEnded();
  phone.callEnded();
  expect(out(phone)).toBe('"begin" "hide" "show" "end"');
});

it('tells a pusher 5000 when somebody rings', async () => {
  const { phone } = await launch({ query: PUSH });
  phone.incomingCall();
  expect(phone.text('#codes')).toMatch(/ 5000$/);
});

it('fires 5001 by hand, as Android does when its float window is closed', async () => {
  const { phone } = await launch({ query: PUSH });
  phone.fire(phone.natives()[0]!.nid, 'statechange', { code: 5001, message: '' });
  expect(phone.text('#codes')).toMatch(/ 5001$/);
});

it('pauses the players of a covered page, lets its pusher go on, and resumes them', async () => {
  const { phone, clock } = await launch({ query: { ...PUSH, play: 'rtmp://host/b' } });
  expect(statuses(phone)).toEqual(['live-pusher live', 'live-player live']);
  phone.navigate('/pages/second/second');
  expect(statuses(phone)).toEqual(['live-pusher live', 'live-player idle']);
  phone.back();
  await clock.advance(0);
  expect(statuses(phone)).toEqual(['live-pusher live', 'live-player live']);
});

it('leaves a player alone that says auto-pause-if-navigate="{{false}}", and one the app hides', async () => {
  const { phone } = await launch({ query: { play: 'rtmp://host/b', autoPause: 'false' } });
  phone.navigate('/pages/second/second');
  expect(statuses(phone)).toEqual(['live-player live']);
  phone.back();
  phone.hide();
  phone.show();
  expect(statuses(phone)).toEqual(['live-player live']);
});

it('turns a page that allows it, and tells it of its new size', async () => {
  const { phone } = await launch({
    dist: miniProgram(
      `const told = ({ size }) => show([size.windowWidth, size.windowHeight]);
      this.onResize = told;
      wx.onWindowResize(told);
      wx.onWindowResize(() => show(wx.getWindowInfo().windowWidth));`,
      '',
      '',
      { pageOrientation: 'auto' },
    ),
  });
  expect(phone.rotate()).toBe(true);
  expect(out(phone)).toBe('[844,299] [844,299] 844');
  phone.rotate();
  expect(out(phone)).toContain('[390,753] [390,753] 390');
});

it('leaves a page upright that does not turn', async () => {
  const { phone } = await launch({ dist: miniProgram('wx.onWindowResize(() => show(1));') });
  expect(phone.rotate()).toBe(false);
  expect([out(phone), phone.device.width]).toEqual(['', 390]);
});
