import { loadavg } from 'node:os';
import { type LossCall, startLossCall, type Way } from './loss-call.ts';
import { carriedIn, type Freezes, freezesIn, recoverySeconds, type Span, toneShare } from './sightings.ts';
import { table } from './statistics.ts';

const DELAY_MS = 100;
const SETTLE_SECONDS = 8;
const BEFORE_SECONDS = 8;
/** What comes back must have come back within this, and is watched a little longer. */
const BACK_SECONDS = 10;
const WATCHED_ON_SECONDS = 4;
const TONE_SHARE = 0.9;
/** The longest freeze, by share of packets lost. */
const ROUNDS = [
  { loss: 0.02, freezeMs: 2_000 },
  { loss: 0.05, freezeMs: 4_000 },
] as const;

export interface LossRow extends Freezes {
  readonly way: string;
  readonly loss: number;
  readonly toneShare: number;
  /** Kilobits a second before, meanwhile and after, and frames a second. */
  readonly kilobits: readonly [number, number, number];
  readonly fpsAround: readonly [number, number];
  readonly width: readonly [number, number];
  readonly asked: { readonly nacks: number; readonly resent: number; readonly losses: number };
  readonly backAfter: number | undefined;
  readonly holds: boolean;
}

/** Every way while packets are lost and late, each way, and after. */
export async function measureLoss(seconds: number, seed = 1): Promise<LossRow[]> {
  const call = await startLossCall(seed);
  try {
    await call.look(SETTLE_SECONDS);
    const rows: LossRow[] = [];
    for (const round of ROUNDS) rows.push(...(await measureRound(call, round, seconds)));
    return rows;
  } finally {
    await call.stop();
  }
}

export async function run([seconds = '60', seed = '1']: readonly string[]): Promise<number> {
  const rows = await measureLoss(Number(seconds), Number(seed));
  const line = (row: LossRow) => [
    row.way,
    `${row.loss * 100} %`,
    row.longestMs,
    row.frozenMs,
    row.stale,
    `${Math.round(row.toneShare * 100)} %`,
    row.kilobits.map(Math.round).join(' / '),
    row.width.join(' / '),
    [row.fpsAround[0], row.fps, row.fpsAround[1]].map((it) => it.toFixed(1)).join(' / '),
    `${row.asked.nacks} / ${row.asked.resent} / ${row.asked.losses}`,
    row.backAfter === undefined ? 'not' : row.backAfter.toFixed(1),
    row.holds ? 'yes' : 'no',
  ];
  const head = [
    'way',
    'lost',
    'longest freeze ms',
    'frozen ms',
    'stale pictures',
    'tone, of seconds',
    'kbit/s before / meanwhile / after',
    'width before / after',
    'frames/s before / meanwhile / after',
    'NACK / resent / PLI',
    'as before after s',
    'holds',
  ];
  console.log(table([head, ...rows.map(line)]));
  console.log(`\n${seconds} s each, ${DELAY_MS} ms of delay each way; load ${loadavg()[0]!.toFixed(1)}`);
  const bounds = ROUNDS.map(({ loss, freezeMs }) => `${freezeMs / 1_000} s at ${loss * 100} %`).join(', ');
  const isHeld = rows.every(({ holds }) => holds);
  console.log(
    `No freeze above ${bounds}; the tone in ${TONE_SHARE * 100} % of seconds; resolution, frame rate and 80 % of the bitrate back within ${BACK_SECONDS} s: ${isHeld ? 'yes' : 'no'}`,
  );
  return isHeld ? 0 : 1;
}

async function measureRound(
  call: LossCall,
  { loss, freezeMs }: (typeof ROUNDS)[number],
  seconds: number,
): Promise<LossRow[]> {
  const span = async (length: number): Promise<Span> => {
    const from = Date.now();
    await call.look(length);
    return { from, to: Date.now() };
  };
  const before = await span(BEFORE_SECONDS);
  call.set({ loss, delayMs: DELAY_MS });
  const lossy = await span(seconds);
  call.set({ loss: 0, delayMs: 0 });
  const after = await span(BACK_SECONDS + WATCHED_ON_SECONDS);
  return call.ways.map((way) => toRow(way, { loss, freezeMs, before, lossy, after }));
}

interface Round {
  readonly loss: number;
  readonly freezeMs: number;
  readonly before: Span;
  readonly lossy: Span;
  readonly after: Span;
}

function toRow(
  { name, frames, sound, samples }: Way,
  { loss, freezeMs, before, lossy, after }: Round,
): LossRow {
  const meanwhile = carriedIn(samples, lossy);
  const was = carriedIn(samples, before);
  const end: Span = { from: after.from + BACK_SECONDS * 1_000, to: after.to };
  const is = carriedIn(samples, end);
  const freezes = freezesIn(frames, lossy);
  const share = toneShare(sound, lossy);
  const backAfter = recoverySeconds(frames, samples, before, after.from, BACK_SECONDS);
  return {
    way: name,
    loss,
    ...freezes,
    toneShare: share,
    kilobits: [was.kilobits, meanwhile.kilobits, is.kilobits],
    fpsAround: [freezesIn(frames, before).fps, freezesIn(frames, end).fps],
    width: [was.width, is.width],
    asked: meanwhile,
    backAfter,
    holds: freezes.longestMs <= freezeMs && share >= TONE_SHARE && backAfter !== undefined,
  };
}
