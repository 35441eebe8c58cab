import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@callgrid/test-kit';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RtmpClient, tag } from '../../rtmp/test/rtmp-client.ts';
import { createClients } from '../test/call.ts';
import { freePort } from '../test/free-port.ts';
import { type GatewayProcess, runGateway } from '../test/gateway-process.ts';
import { createToken } from './index.ts';

const secret = 'the-secret-of-the-gateway-0123456789';
const adminKey = 'the-key-of-the-operator-0123456789';
const both = ['audio', 'video'] as const;

const folder = mkdtempSync(path.join(tmpdir(), 'callgrid-secrets-'));
let running: GatewayProcess;
afterEach(async () => {
  await running.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('writes no secret of a busy call into its log, not even at the finest level', async () => {
  const [port, rtmpPort] = [await freePort(), await freePort()];
  const store = path.join(folder, 'seats.json');
  const args = ['--host=127.0.0.1', `--port=${port}`, `--rtmp-port=${rtmpPort}`, `--store=${store}`];
  const env = { CALLGRID_SECRET: secret, CALLGRID_ADMIN_KEY: adminKey };
  const start = async () => {
    running = await runGateway([...args, '--log-level=trace'], { env });
    await until('it runs', () => running.output.includes('gateway ready'));
  };
  const told: string[] = [];
  await start();
  const secrets = new Set([secret, adminKey]);
  const token = async (uid: number, more: object = {}) => {
    const made = await createToken({ secret, room: 'demo', uid, ...more });
    secrets.add(made);
    return made;
  };
  const clients = createClients(`ws://127.0.0.1:${port}`);
  const join = async (uid: number, more: object = {}) =>
    clients.join({ channelName: 'demo', uid, token: await token(uid), ...more });
  const collect = () => {
    for (const [, , value] of readFileSync(store, 'utf8').matchAll(/"(session|key)":"([^"]+)"/g))
      secrets.add(value!);
  };
  const media = async (direction: 'publish' | 'play', name: string) => {
    const rtmp = await RtmpClient.open(rtmpPort);
    await rtmp.connect();
    rtmp.command(direction, 0, null, name, 'live');
    if (direction === 'publish') rtmp.media('audio', 0, tag.audioHeader());
    return rtmp;
  };
  const ask = (url: string, method = 'GET', authorization = `Bearer ${adminKey}`) =>
    fetch(`http://127.0.0.1:${port}${url}`, { method, headers: { authorization } });

  // A call with everything in it, done right …
  const first = await join(1, { publish: both });
  const second = await join(2, { publish: both });
  await first.events.until(({ name }) => name === 'streamPublished');
  await first.room.renewToken(await token(1));
  const [own, other] = first.room.store.getState().streams.map(({ address }) => address!.url);
  const nameIn = (url: string) => url.split('/live/')[1]!;
  const key = own!.split('key=')[1]!;
  const rtmp = [await media('publish', nameIn(own!)), await media('play', nameIn(other!))];
  await until('the seats are stored', () => existsSync(store) && readFileSync(store, 'utf8').includes(key));
  collect();
  // … and wrong, in every way in which a secret can stand in the wrong place.
  rtmp.push(await media('publish', `${nameIn(own!).replace('?', '%3F')}`), await media('play', nameIn(own!)));
  rtmp.push(await media('publish', key), await media('play', `x/${key}?key=${key}`));
  for (const bad of [`/live/a.flv?key=${key}`, `/live/a%3Fkey=${key}.flv`, `/?token=${await token(3)}`]) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${bad}`);
    await new Promise((resolve) => {
      for (const event of ['open', 'close', 'error']) socket.on(event, resolve);
    });
    socket.terminate();
  }
  for (const wrong of [token(4), token(3, { room: 'another' }), token(3, { role: 'audience' })])
    await expect(
      clients.client().room.join({ channelName: 'demo', uid: 3, token: await wrong }),
    ).rejects.toThrow();
  await expect(first.room.renewToken(await token(9))).rejects.toThrow();
  const bare = await clients.socket();
  bare.send(`{"id":1,"method":"join","params":{"token":"${await token(3)}","session":"${key}"}}`);
  bare.send(`{"id":2,"method":"${adminKey}","params":{}}`);
  bare.send(secret);
  await until('all three are answered', () => bare.frames.entries.length === 3);
  for (const [url, method] of [
    ['/admin/rooms/demo', 'GET'],
    [`/admin/rooms/${adminKey}`, 'GET'],
    ['/metrics', 'GET'],
    ['/admin/rooms/demo/participants/2', 'DELETE'],
  ] as const) {
    await ask(url, method);
    await ask(url, method, `Bearer ${secret}`);
  }
  await second.events.until(({ name }) => name === 'left');
  told.push(running.output);
  await running.end('SIGTERM');
  told.push(running.output);
  await start();
  await first.events.until(({ name }) => name === 'reconnected', 15_000);
  await first.room.unpublish();
  await first.room.leave();
  for (const client of rtmp) client.end();
  collect();
  await running.end('SIGTERM');
  told.push(running.output);

  const log = told.join('');
  expect(secrets.size).toBeGreaterThan(14);
  for (const it of secrets) expect(log.includes(it) ? `the log has ${it}` : 'clean').toBe('clean');
  expect(log).not.toMatch(/key=|Bearer|"token"/);
  for (const said of ['"joined"', 'media refused', 'rooms restored']) expect(log).toContain(said);
}, 40_000);
