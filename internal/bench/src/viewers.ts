import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Room, toUid } from '@callgrid/core';
import { type Child, startChild } from '@callgrid/test-kit/child';
import { connect, RtcClient } from '@callgrid/webrtc/test/rtc-client';
import { type BenchGateway, startBenchGateway } from './bench-gateway.ts';
import { cpuShares, cpuTimes } from './cpu-time.ts';
import { pushRecording } from './recorded-source.ts';
import { type SignallingPings, startSignallingPings } from './signalling-pings.ts';
import { quantile, table } from './statistics.ts';
import type { ViewersQuestions } from './viewers-process.ts';

const PROCESSES = 2;
const SETTLE_MS = 10_000;
const FIRST_VIEWER = 1_000;
/** What the docs promise. */
const FRAME_SHARE = 0.95;
const CORE_SHARE = 0.003;
const ROUND_TRIP_MS = 20;
const WHIP = { frameMs: 1_000 / 15, frameBytes: 4_200 };

export interface ViewersRow {
  readonly way: string;
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
  readonly roundTripP99: number;
  /** Of this machine, at the end. */
  readonly load: number;
}

type ViewersChild = Child<ViewersQuestions>;

/** A crowd before one stream: by WHEP of a phone and of a browser, and by RTMP. */
export async function measureViewers(viewers: number, seconds: number): Promise<ViewersRow[]> {
  const gateway = await startBenchGateway([
    ...(process.env.GW ? process.env.GW.split(' ') : []),
    '--max-participants',
    '2000',
    '--max-sockets-per-address',
    '2000',
  ]);
  const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  const children: ViewersChild[] = [];
  const rows: ViewersRow[] = [];
  try {
    for (let count = 0; count < PROCESSES; count += 1)
      children.push(await startChild(folder, 'viewers-process.ts', ['node-datachannel']));
    const pings = await startSignallingPings(gateway.url, 10);
    const crowd: Room[] = [];
    for (let count = 0; count < viewers; count += 1)
      crowd.push(await gateway.join(FIRST_VIEWER + count, { pull: ['whep', 'rtmp'] }));
    const bench: Bench = { gateway, children, pings, crowd, seconds };
    const phone = await gateway.join(1, { push: ['rtmp'] });
    const recording = pushRecording((await phone.publish()).address.url);
    rows.push(
      await measure(bench, { way: 'RTMP → RTMP', uid: '1', protocol: 'rtmp', sent: () => recording.frames }),
    );
    rows.push(
      await measure(bench, { way: 'RTMP → WHEP', uid: '1', protocol: 'whep', sent: () => recording.frames }),
    );
    recording.stop();
    const web = await gateway.join(2, { push: ['whip'] });
    const pusher = await push((await web.publish()).address.url);
    rows.push(
      await measure(bench, { way: 'WHIP → WHEP', uid: '2', protocol: 'whep', sent: () => pusher.sent }),
    );
    pusher.close();
    pings.stop();
  } finally {
    for (const child of children) await child.stop();
    await gateway.stop();
  }
  return rows;
}

interface Bench {
  readonly gateway: BenchGateway;
  readonly children: readonly ViewersChild[];
  readonly pings: SignallingPings;
  readonly crowd: readonly Room[];
  readonly seconds: number;
}

interface Way {
  readonly way: string;
  readonly uid: string;
  readonly protocol: 'rtmp' | 'whep';
  /** Pictures sent so far. */
  sent(): number;
}

async function measure(
  { gateway, children, pings, crowd, seconds }: Bench,
  { way, uid, protocol, sent }: Way,
): Promise<ViewersRow> {
  const urls: string[] = [];
  for (const room of crowd) {
    const { address } = await room.subscribe({ uid: toUid(uid) });
    urls.push([address, ...(address.others ?? [])].find((it) => it.protocol === protocol)!.url);
  }
  const share = Math.ceil(urls.length / children.length);
  await Promise.all(children.map((child, at) => child.ask('open', urls.slice(at * share, (at + 1) * share))));
  await sleep(SETTLE_MS);
  const counts = async () => (await Promise.all(children.map((child) => child.ask('counts')))).flat();
  pings.take();
  const [framesBefore, sentBefore, cpuBefore, began] = [
    await counts(),
    sent(),
    cpuTimes(gateway.pid),
    performance.now(),
  ];
  await sleep(seconds * 1_000);
  const cpu = cpuShares(cpuBefore, cpuTimes(gateway.pid), performance.now() - began);
  const [framesAfter, sentAfter] = [await counts(), sent()];
  const roundTripP99 = quantile(pings.take(), 0.99);
  const shares = framesAfter.map(
    ({ frames }, at) => (frames - framesBefore[at]!.frames) / (sentAfter - sentBefore),
  );
  const more = (what: 'lost' | 'packets') =>
    framesAfter.reduce((sum, counted, at) => sum + counted[what] - framesBefore[at]![what], 0);
  await Promise.all(children.map((child) => child.ask('close')));
  for (const room of crowd) await room.unsubscribe({ uid: toUid(uid) });
  return {
    way,
    viewers: crowd.length,
    frameShare: protocol === 'whep' ? Math.min(...shares) : undefined,
    packets: more('packets') / crowd.length / seconds,
    lostPackets: more('lost'),
    cpu,
    cpuPerViewer: Object.values(cpu).reduce((sum, it) => sum + it, 0) / crowd.length,
    roundTripP99,
    load: loadavg()[0]!,
  };
}

async function push(url: string): Promise<RtcClient> {
  const client = new RtcClient('push');
  const headers = { 'content-type': 'application/sdp' };
  await connect(client, async (body) => (await fetch(url, { method: 'POST', headers, body })).text());
  client.send(WHIP);
  return client;
}

export async function run([viewers = '100', seconds = '20']: readonly string[]): Promise<number> {
  const rows = await measureViewers(Number(viewers), Number(seconds));
  const percent = (share: number | undefined) =>
    share === undefined ? '–' : `${(share * 100).toFixed(2)} %`;
  const processes = [...new Set(rows.flatMap(({ cpu }) => Object.keys(cpu)))];
  const head = [
    'way',
    'viewers',
    'worst viewer’s pictures',
    'packets/s',
    'lost',
    ...processes.map((it) => `${it}, of a core`),
    'all, a viewer',
    'signalling p99 ms',
    'load',
  ];
  const lines = rows.map((row) => [
    row.way,
    row.viewers,
    percent(row.frameShare),
    row.packets,
    row.lostPackets,
    ...processes.map((name) => percent(row.cpu[name])),
    percent(row.cpuPerViewer),
    row.roundTripP99,
    row.load.toFixed(1),
  ]);
  console.log(table([head, ...lines]));
  const whep = rows.filter(({ frameShare }) => frameShare !== undefined);
  const rtmp = rows.find(({ way }) => way === 'RTMP → RTMP')!;
  const ofPhone = rows.find(({ way }) => way === 'RTMP → WHEP')!;
  console.log(
    `\nA WHEP viewer costs ${(ofPhone.cpuPerViewer / rtmp.cpuPerViewer).toFixed(1)} times what an RTMP player does.`,
  );
  const bounds = [
    [
      `Each viewer has ${FRAME_SHARE * 100} % of the pictures`,
      whep.every(({ frameShare }) => frameShare! >= FRAME_SHARE),
    ],
    [
      `A WHEP viewer costs at most ${CORE_SHARE * 100} % of a core`,
      whep.every(({ cpuPerViewer }) => cpuPerViewer <= CORE_SHARE),
    ],
    [
      `Signalling answers within ${ROUND_TRIP_MS} ms at p99`,
      whep.every(({ roundTripP99 }) => roundTripP99 <= ROUND_TRIP_MS),
    ],
  ] as const;
  for (const [what, holds] of bounds) console.log(`${what}: ${holds ? 'yes' : 'no'}`);
  return bounds.every(([, holds]) => holds) ? 0 : 1;
}
