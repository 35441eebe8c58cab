import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClients, type TestClient } from '../test/call.ts';
import { freePort } from '../test/free-port.ts';
import { type GatewayProcess, runGateway } from '../test/gateway-process.ts';

const both = ['audio', 'video'] as const;

let folder: string;
let ports: readonly string[];
let url: string;
let running: GatewayProcess;
let clients: ReturnType<typeof createClients>;
let first: TestClient;
let second: TestClient;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'callgrid-restart-'));
  const [port, rtmpPort] = [await freePort(), await freePort()];
  ports = ['--host=127.0.0.1', `--port=${port}`, `--rtmp-port=${rtmpPort}`];
  url = `ws://127.0.0.1:${port}`;
  running = await start();
  clients = createClients(url);
  first = await clients.join({ channelName: 'demo', uid: 1, publish: both });
  second = await clients.join({ channelName: 'demo', uid: 2, publish: both });
  await first.events.until(({ name }) => name === 'streamPublished');
});
afterEach(async () => {
  clients.cutAll();
  await running.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<GatewayProcess> {
  const gateway = await runGateway([...ports, ...args], { cwd: folder });
  await until('the gateway is ready', () => gateway.output.includes('gateway ready'));
  return gateway;
}

const storeFile = (): string => path.join(folder, `.callgrid/seats-${new URL(url).port}.json`);
/** Both seats are in the file, each with a right to push and one to pull. */
const stored = () =>
  until('the seats are stored', () => {
    const text = existsSync(storeFile()) ? readFileSync(storeFile(), 'utf8') : '';
    return text.split('"key"').length === 5;
  });
const addresses = ({ room }: TestClient) => room.store.getState().streams.map(({ address }) => address?.url);
const names = ({ events }: TestClient): string[] => events.entries.map(({ name }) => name);
const back = async (client: TestClient): Promise<unknown> =>
  (await client.events.until(({ name }) => name === 'reconnected', 15_000)).payload;

describe('a gateway process that restarts', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s has everybody back in their seats with their addresses, and nobody seen to leave',
    async (signal) => {
      await stored();
      const before = [addresses(first), addresses(second)];
      expect(await running.end(signal)).toBe(signal === 'SIGTERM' ? 0 : null);
      running = await start();
      expect(await Promise.all([back(first), back(second)])).toEqual([{ fresh: false }, { fresh: false }]);
      await until('both are seen to be back', () =>
        first.room.store.getState().participants.every(({ status }) => status === 'connected'),
      );
      expect([addresses(first), addresses(second)]).toEqual(before);
      for (const client of [first, second]) expect(names(client)).not.toContain('participantLeft');
      expect(names(first).filter((name) => name === 'participantJoined')).toHaveLength(1);
      await first.room.mute('audio');
      await second.events.until(({ name }) => name === 'muted');
    },
    20_000,
  );

  it.each([
    ['gone', () => rmSync(storeFile())],
    ['broken', () => writeFileSync(storeFile(), '{"version":')],
  ])(
    'with its store %s has everybody join afresh as who they were',
    async (_, damage) => {
      await running.end('SIGTERM');
      damage();
      running = await start();
      expect(await Promise.all([back(first), back(second)])).toEqual([{ fresh: true }, { fresh: true }]);
      await until('both see both', () =>
        [first, second].every(({ room }) => room.store.getState().participants.length === 2),
      );
      expect([first, second].map(({ room }) => room.store.getState().local.uid)).toEqual(['1', '2']);
    },
    20_000,
  );

  it('leaves the store of another one on its port alone', async () => {
    await stored();
    const before = readFileSync(storeFile(), 'utf8');
    const other = await runGateway(ports, { cwd: folder });
    expect(await other.exited).toBe(1);
    expect(other.output).toContain('is taken');
    expect(readFileSync(storeFile(), 'utf8')).toBe(before);
  });
});
