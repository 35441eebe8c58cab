import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { miniProgram } from '../../test/mini-program.ts';
import { launchPhone, type Phone } from '../index.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));
let phone: Phone;
afterEach(() => phone.close());

const broken = () => phone.violations.map(({ rule }) => rule);

it.each([
  ['one-pusher', '#second-pusher'],
  ['set-data-undefined', '#undefined'],
  ['set-data-size', '#lots'],
  ['page-limit', '#many'],
])('finds %s', async (rule, button) => {
  phone = await launchPhone({ dist: fixture('call'), query: { push: 'rtmp://nowhere/a' } });
  expect(phone.violations).toEqual([]);
  phone.tap(button);
  await phone.until(() => phone.violations.length > 0);
  expect(new Set(broken())).toEqual(new Set([rule]));
});

it('finds a sixth socket', async () => {
  const server = new WebSocketServer({ port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  phone = await launchPhone({ dist: fixture('call'), query: { socketUrl: `ws://127.0.0.1:${port}` } });
  phone.tap('#connect');
  expect(broken()).toEqual(['socket-limit']);
  await phone.close();
  server.close();
});

it('names the path of an undefined value', async () => {
  phone = await launchPhone({ dist: fixture('call') });
  phone.tap('#undefined');
  expect(phone.violations[0]?.message).toBe('pages/index/index: deep.inside.0.it is undefined');
});

it('finds bindings that live elements do not know, and leaves other elements alone', async () => {
  phone = await launchPhone({ dist: fixture('broken') });
  expect(phone.violations.map(({ rule, message }) => [rule, message.match(/has (\S+);/)?.[1]])).toEqual([
    ['native-binding', 'bind:statechange'],
    ['native-binding', 'catchtap'],
    ['native-binding', 'capture-bind:tap'],
  ]);
});

const LEAVES = (later: string) => `
  if (page.options.again) return;
  const pusher = wx.createLivePusherContext();
  const player = wx.createLivePlayerContext('far');
  setTimeout(() => { ${later} }, 1);
  wx.redirectTo({ url: '/pages/index/index?again=1' });`;

it.each([
  ['pusher.start()', 'start() of a live-pusher whose page is unloaded'],
  ['player.play()', 'play() of a live-player#far whose page is unloaded'],
])('finds %s after the page unloaded', async (call, message) => {
  phone = await launchPhone({ dist: miniProgram(LEAVES(call)) });
  await phone.until(() => phone.violations.length > 0);
  expect(phone.violations).toMatchObject([{ rule: 'unloaded-page', message }]);
});

it('lets a page that unloaded stop what it began', async () => {
  phone = await launchPhone({ dist: miniProgram(LEAVES('pusher.stop(); player.stop(); console.log(1)')) });
  await phone.until(() => phone.console.length > 0);
  expect(phone.violations).toEqual([]);
});

it('finds a live element that is put on an unloaded page', async () => {
  phone = await launchPhone({ dist: fixture('call') });
  phone.navigate('/pages/index/index?pushLater=rtmp://host/a');
  phone.back();
  await phone.until(() => phone.violations.length > 0);
  expect(phone.violations).toMatchObject([
    { rule: 'unloaded-page', message: 'a live-pusher is put on pages/index/index, which is unloaded' },
  ]);
});
