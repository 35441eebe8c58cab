import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
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
