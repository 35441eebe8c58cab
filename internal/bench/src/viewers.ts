import { crowdWays, measureCrowd } from './crowd.ts';
import { table } from './statistics.ts';

/** What the docs promise. */
const FRAME_SHARE = 0.95;
const CORE_SHARE = 0.003;
const ROUND_TRIP_MS = 20;

/** `viewers`, `seconds` of each way, and ways that begin with this. */
export async function run([viewers = '100', seconds = '20', from = '']: readonly string[]): Promise<number> {
  const ways = crowdWays.filter((way) => way.startsWith(from));
  if (!(Number(viewers) >= 1) || !(Number(seconds) >= 1) || ways.length === 0) {
    console.error(`How many viewers, how many seconds, and one of: ${crowdWays.join(', ')}.`);
    return 2;
  }
  const rows = await measureCrowd(Number(viewers), Number(seconds), ways);
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
  const costOf = (way: string) => rows.find((row) => row.way === way)?.cpuPerViewer ?? Number.NaN;
  const ratio = costOf('RTMP → WHEP') / costOf('RTMP → RTMP');
  if (!Number.isNaN(ratio))
    console.log(`\nA WHEP viewer costs ${ratio.toFixed(1)} times what an RTMP player does.`);
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
