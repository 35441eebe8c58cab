import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Room, toUid } from '@callgrid/core';
import { makeRecording } from '@callgrid/test-kit';
import { type Child, startChild } from '@callgrid/test-kit/child';
import { connect, RtcClient } from '@callgrid/webrtc/test/rtc-client';
import { benchFolder } from './bench-folder.ts';
import { type BenchGateway, startBenchGateway } from './bench-gateway.ts';
import { cpuShares, cpuTimes } from './cpu-time.ts';
import { type SignallingPings, startSignallingPings } from './signalling-pings.ts';
import { stamp } from './stamp.ts';
import { quantile } from './statistics.ts';
import type { ViewersQuestions } from './viewers-process.ts';

const PROCESSES = 2;
/** Until the last handshake is forgotten, and the server's code is compiled. */
const SETTLE_MS = 10_000;
const FIRST_VIEWER = 1_000;
const WHIP = { frameMs: 1_000 / 15, frameBytes: 4_200 };
const ROOM_FOR_ALL = ['--max-participants', '2000', '--max-sockets-per-address', '2000'];

export const crowdWays = ['RTMP → RTMP', 'RTMP → WHEP', 'WHIP → WHEP'] as const;
export type CrowdWay = (typeof crowdWays)[number];

export interface CrowdRow {
  readonly way: CrowdWay;
  readonly viewers: number;
  /** The worst viewer's share of the source's pictures; undefined where they are not counted. */
  readonly frameShare: number | undefined;
  /** A second and viewer. */
  readonly packets: number;
  readonly lostPackets: number;
  /** Shares of one core, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  /** All of them, for one viewer. */
  readonly cpuPerViewer: number;
  /** Of signalling, in milliseconds. */
  readonly roundTripP99: number;
  /** Of this machine, at the end. */
  readonly load: number;
}

type CrowdChild = Child<ViewersQuestions>;

/** A crowd before one stream: a phone's by RTMP and by WHEP, and a browser's by WHEP. */
export async function measureCrowd(
  viewers: number,
  seconds: number,
  ways: readonly CrowdWay[] = crowdWays,
): Promise<CrowdRow[]> {
  const gateway = await startBenchGateway(ROOM_FOR_ALL);
  const children: CrowdChild[] = [];
  const rows: CrowdRow[] = [];
  try {
    for (let count = 0; count < PROCESSES; count += 1)
      children.push(await startChild(benchFolder, 'viewers-process.ts', ['node-datachannel']));
    const pings = await startSignallingPings(gateway.url, 10);
    const crowd: Room[] = [];
    for (let count = 0; count < viewers; count += 1)
      crowd.push(await gateway.join(FIRST_VIEWER + count, { pull: ['whep', 'rtmp'] }));
    for (const way of ways) {
      const source = await startSource(gateway, way);
      rows.push(await measure({ gateway, children, pings, crowd, seconds }, way, source));
      await source.stop();
    }
    pings.stop();
  } finally {
    for (const child of children) await child.stop();
    await gateway.stop();
  }
  return rows;
}

interface Source {
  readonly uid: string;
  /** Pictures sent so far. */
  sent(): number;
  stop(): Promise<void>;
}

async function startSource(gateway: BenchGateway, way: CrowdWay): Promise<Source> {
  if (way === 'WHIP → WHEP') {
    const room = await gateway.join(2, { push: ['whip'] });
    const client = await send((await room.publish()).address.url);
    const stop = async () => {
      client.close();
      await room.leave();
    };
    return { uid: '2', sent: () => client.sent, stop };
  }
  const room = await gateway.join(1, { push: ['rtmp'] });
  const recording = makeRecording({ ...stamp, kilobits: 500, seconds: 10 });
  const push = recording.push((await room.publish()).address.url);
  const stop = async () => {
    recording.remove();
    await room.leave();
  };
  return { uid: '1', sent: () => push.frames, stop };
}

async function send(url: string): Promise<RtcClient> {
  const client = new RtcClient('push');
  const headers = { 'content-type': 'application/sdp' };
  await connect(client, async (body) => (await fetch(url, { method: 'POST', headers, body })).text());
  client.send(WHIP);
  return client;
}

interface Crowd {
  readonly gateway: BenchGateway;
  readonly children: readonly CrowdChild[];
  readonly pings: SignallingPings;
  readonly crowd: readonly Room[];
  readonly seconds: number;
}

async function measure(
  { gateway, children, pings, crowd, seconds }: Crowd,
  way: CrowdWay,
  { uid, sent }: Source,
): Promise<CrowdRow> {
  const protocol = way.endsWith('RTMP') ? 'rtmp' : 'whep';
  const of = { uid: toUid(uid) };
  const urls: string[] = [];
  for (const room of crowd) {
    const { address } = await room.subscribe(of);
    urls.push([address, ...(address.others ?? [])].find((it) => it.protocol === protocol)!.url);
  }
  const share = Math.ceil(urls.length / children.length);
  await Promise.all(children.map((child, at) => child.ask('open', urls.slice(at * share, (at + 1) * share))));
  await sleep(SETTLE_MS);
  const look = async () => ({
    counts: (await Promise.all(children.map((child) => child.ask('counts')))).flat(),
    sent: sent(),
    cpu: cpuTimes(gateway.pid),
    at: performance.now(),
  });
  pings.take();
  const before = await look();
  await sleep(seconds * 1_000);
  const after = await look();
  const roundTripP99 = quantile(pings.take(), 0.99);
  await Promise.all(children.map((child) => child.ask('close')));
  for (const room of crowd) await room.unsubscribe(of);
  const cpu = cpuShares(before.cpu, after.cpu, after.at - before.at);
  const more = after.counts.map(({ frames, packets, lost }, at) => {
    const then = before.counts[at]!;
    return { frames: frames - then.frames, packets: packets - then.packets, lost: lost - then.lost };
  });
  const sum = (values: readonly number[]) => values.reduce((all, it) => all + it, 0);
  return {
    way,
    viewers: crowd.length,
    frameShare:
      protocol === 'whep'
        ? Math.min(...more.map(({ frames }) => frames)) / (after.sent - before.sent)
        : undefined,
    packets: sum(more.map(({ packets }) => packets)) / crowd.length / seconds,
    lostPackets: sum(more.map(({ lost }) => lost)),
    cpu,
    cpuPerViewer: sum(Object.values(cpu)) / crowd.length,
    roundTripP99,
    load: loadavg()[0]!,
  };
}
