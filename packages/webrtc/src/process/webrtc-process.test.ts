import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildMediaProcess } from '../../test/build-media-process.ts';
import { connect, RtcClient } from '../../test/rtc-client.ts';
import { describeWebRtc } from '../../test/webrtc-contract.ts';
import { freeUdpPorts } from '../peer/free-udp-ports.ts';
import type { WebRtcEvents, WebRtcOptions, WebRtcServer } from '../webrtc-server.ts';
import { createWebRtcProcess } from './webrtc-process.ts';

const OPTIONS = { bindAddress: '127.0.0.1' };
const PATIENCE = { timeout: 12_000 };
const program = await buildMediaProcess();

describeWebRtc('in a process of its own', () => createWebRtcProcess(OPTIONS, program));

/** A server whose process can be found in its log. */
async function start(options: WebRtcOptions = {}): Promise<{
  server: WebRtcServer;
  pid: () => number;
  ended: WebRtcEvents['ended'][];
  available: boolean[];
  /** Why its processes ended. */
  reasons: unknown[];
}> {
  // A signal to 0 would go to everybody here.
  let pid = Number.NaN;
  const reasons: unknown[] = [];
  const log = {
    debug: () => {},
    info: (fields: object) => {
      pid = (fields as { mediaPid?: number }).mediaPid ?? pid;
    },
    warn: (fields: object) => void reasons.push((fields as { reason?: unknown }).reason),
  };
  const server = createWebRtcProcess({ ...OPTIONS, ...options, log }, program);
  onTestFinished(() => server.stop());
  const ended: WebRtcEvents['ended'][] = [];
  const available: boolean[] = [];
  server.on('ended', (event) => void ended.push(event));
  server.on('available', (event) => void available.push(event.available));
  await server.start();
  return { server, pid: () => pid, ended, available, reasons };
}

async function push(server: WebRtcServer, id: string): Promise<void> {
  const client = new RtcClient('push');
  onTestFinished(() => client.close());
  await connect(client, async (offer) => {
    const { sdp } = await server.open({
      id,
      direction: 'push',
      stream: 's',
      kinds: ['audio', 'video'],
      offer,
    });
    return sdp;
  });
}

it.each<[string, NodeJS.Signals]>([
  ['dies', 'SIGKILL'],
  ['hangs', 'SIGSTOP'],
])('ends its sessions and starts again when the process %s', async (_, signal) => {
  const { server, pid, ended, available } = await start();
  await push(server, 'one');
  const former = pid();
  process.kill(former, signal);
  await expect.poll(() => ended, PATIENCE).toEqual([{ id: 'one', reason: 'processLost' }]);
  await expect.poll(() => available, PATIENCE).toEqual([true, false, true]);
  expect(pid()).not.toBe(former);
  await push(server, 'two');
});

it('starts again until it can, where its port is taken meanwhile', async () => {
  const [port] = (await freeUdpPorts(OPTIONS, 1)) as [number];
  const { pid, available, reasons } = await start({ ports: { first: port, last: port } });
  process.kill(pid(), 'SIGKILL');
  await expect.poll(() => available, PATIENCE).toEqual([true, false]);
  const squatter = createSocket('udp4');
  squatter.bind(port, OPTIONS.bindAddress);
  await once(squatter, 'listening');
  await expect.poll(() => reasons[1], PATIENCE).toContain(`UDP port ${port} is taken`);
  squatter.close();
  await expect.poll(() => available.at(-1), PATIENCE).toBe(true);
});

it('keeps a process that answers, though this one stood still meanwhile', async () => {
  const { server, pid, available } = await start();
  const former = pid();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
  await expect(server.trickle('x', '')).rejects.toMatchObject({ code: 'unknownSession' });
  expect([pid(), available]).toEqual([former, [true]]);
});

it('settles what was asked of a process that ends', async () => {
  const { server, pid } = await start();
  process.kill(pid(), 'SIGSTOP');
  const asked = server.trickle('x', 'a=ice-ufrag:x\r\n');
  process.kill(pid(), 'SIGKILL');
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  await expect(server.trickle('x', '')).rejects.toMatchObject({ code: 'unavailable' });
});

it('leaves no process behind', async () => {
  const { server, pid } = await start();
  await server.stop();
  expect(() => process.kill(pid(), 0)).toThrow('ESRCH');
});

it('rejects the start where the process cannot run', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'callgrid-webrtc-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const broken = path.join(folder, 'broken.mjs');
  writeFileSync(broken, 'throw new Error("no such library");');
  const server = createWebRtcProcess(OPTIONS, broken);
  onTestFinished(() => server.stop());
  await expect(server.start()).rejects.toMatchObject({ code: 'unavailable' });
});
