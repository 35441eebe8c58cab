import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClients, type TestClients } from '@callgrid/gateway/test/call';
import { freePort } from '@callgrid/gateway/test/free-port';
import { type GatewayProcess, runGateway } from '@callgrid/gateway/test/gateway-process';
import { type CastPhone, callFrom, castParts } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demo, ROOM, tiles, whole } from './phone-call.ts';

const PHONES = 4;

describe('a gateway that goes down in a call of four phones, and is back after 3 s', () => {
  let folder: string;
  let args: readonly string[];
  let running: GatewayProcess;
  let clients: TestClients;
  let callers: CastPhone[];

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'callgrid-e2e-'));
    const [port, rtmpPort] = [await freePort(), await freePort()];
    args = ['--host=127.0.0.1', `--port=${port}`, `--rtmp-port=${rtmpPort}`];
    running = await start();
    const gateway = `ws://127.0.0.1:${port}`;
    clients = createClients(gateway);
    callers = [];
    for (const part of castParts(PHONES))
      callers.push(await callFrom(part, { dist: demo, gateway, room: ROOM }));
    await whole(callers, 30_000);
  });
  afterEach(async () => {
    clients.cutAll();
    await Promise.all(callers.map(({ phone }) => phone.close()));
    await running.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<GatewayProcess> {
    const gateway = await runGateway(args, { cwd: folder });
    await until('the gateway is ready', () => gateway.output.includes('gateway ready'), 10_000);
    return gateway;
  }

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s: within 10 s of its return everybody sees and hears everybody, no page was left, nobody is doubled',
    async (signal) => {
      const watcher = await clients.join({
        channelName: ROOM,
        uid: 9_000,
        role: 'audience',
        autoSubscribe: false,
      });
      const pages = callers.map(({ phone }) => phone.pages());
      const elements = callers.map(({ phone }) => phone.natives().map(({ nid }) => nid));
      await running.end(signal);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      running = await start();
      await whole(callers, 10_000);
      expect(callers.map(({ phone }) => phone.pages())).toEqual(pages);
      expect(callers.map(tiles)).toEqual(Array(PHONES).fill(PHONES));
      expect(callers.map(({ phone }) => phone.natives().map(({ nid }) => nid))).toEqual(elements);
      await until('the watcher is back', () => watcher.room.store.getState().connection.status === 'joined');
      const uids = watcher.room.store.getState().participants.map(({ uid }) => uid);
      expect([...uids].sort()).toEqual(['1001', '1002', '1003', '1004', '9000']);
      const gone = watcher.events.entries.filter(({ name }) => name === 'participantLeft');
      expect(gone).toEqual([]);
      for (const { phone } of callers) expect([...phone.errors, ...phone.violations]).toEqual([]);
    },
    90_000,
  );
});
