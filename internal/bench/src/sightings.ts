import type { LinkSample, Sightings } from './page/loss-page.ts';
import { median } from './statistics.ts';

/** Pictures may come this much too late before it counts as a freeze, as `getStats` has it (W3C webrtc-stats, freezeCount). */
const FREEZE_OVER_MS = 150;
const FREEZE_TIMES = 3;
/** Of the sound's energy, for the tone to be what is heard; and how loud it must be. */
const TONE = 0.5;
const AUDIBLE = 0.01;
/** What is compared with before: so many seconds from here on. */
const WINDOW_SECONDS = 3;
const BITRATE_BACK = 0.8;
const FRAMES_BACK = 0.9;

/** A span, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How a picture held still in a span. */
export interface Freezes {
  readonly longestMs: number;
  readonly frozenMs: number;
  /** New pictures a second. */
  readonly fps: number;
  /** Pictures whose stamp could not be read or went back: broken, or shown again. */
  readonly stale: number;
}

/** Only pictures that show a later time than all before count as new. */
export function freezesIn(frames: Sightings['frames'], { from, to }: Span): Freezes {
  let latest = Number.NEGATIVE_INFINITY;
  let last = from;
  let stale = 0;
  const gaps: number[] = [];
  for (const { at, age } of frames) {
    const drawnAt = age === undefined ? Number.NEGATIVE_INFINITY : at - age;
    // A stamp is as exact as the clocks of two processes.
    const isNew = drawnAt > latest + 5;
    if (isNew) latest = drawnAt;
    if (at < from || at > to) continue;
    if (!isNew) stale += 1;
    else {
      gaps.push(at - last);
      last = at;
    }
  }
  const usual = median(gaps);
  const limit = Math.max(FREEZE_TIMES * usual, usual + FREEZE_OVER_MS);
  const all = [...gaps, to - last];
  const frozen = all.filter((gap) => !(gap <= limit));
  return {
    longestMs: Math.max(...all),
    frozenMs: frozen.reduce((sum, gap) => sum + gap, 0),
    fps: gaps.length / ((to - from) / 1_000),
    stale,
  };
}

/** The share of a span's seconds in which the tone is what is heard. */
export function toneShare(sound: Sightings['sound'], { from, to }: Span): number {
  const seconds = Math.floor((to - from) / 1_000);
  let heard = 0;
  for (let second = 0; second < seconds; second += 1) {
    const start = from + second * 1_000;
    const pieces = sound.filter(({ at }) => at >= start && at < start + 1_000);
    const energy = pieces.reduce((sum, { level }) => sum + level ** 2, 0);
    const tone = pieces.reduce((sum, piece) => sum + piece.tone * piece.level ** 2, 0);
    const isLoud = Math.sqrt(energy / Math.max(pieces.length, 1)) > AUDIBLE;
    if (isLoud && tone / energy > TONE) heard += 1;
  }
  return heard / seconds;
}

/** What a link carried in a span. */
export interface Carried {
  readonly kilobits: number;
  readonly width: number;
  readonly nacks: number;
  readonly resent: number;
  readonly losses: number;
}

export function carriedIn(samples: readonly LinkSample[], { from, to }: Span): Carried {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last || first === last)
    return { kilobits: Number.NaN, width: 0, nacks: 0, resent: 0, losses: 0 };
  return {
    kilobits: ((last.bytes - first.bytes) * 8) / (last.at - first.at),
    width: last.width,
    nacks: last.nacks - first.nacks,
    resent: last.resent - first.resent,
    losses: last.losses - first.losses,
  };
}

/** After how many seconds everything is as before and stays so for three; undefined when it never is within the samples. */
export function recoverySeconds(
  frames: Sightings['frames'],
  samples: readonly LinkSample[],
  before: Span,
  end: number,
  atMost: number,
): number | undefined {
  const was = { ...carriedIn(samples, before), fps: freezesIn(frames, before).fps };
  for (let second = 0; second <= atMost; second += 0.5) {
    const span = { from: end + second * 1_000, to: end + (second + WINDOW_SECONDS) * 1_000 };
    const carried = carriedIn(samples, span);
    const isBack =
      carried.kilobits >= was.kilobits * BITRATE_BACK &&
      carried.width >= was.width &&
      freezesIn(frames, span).fps >= was.fps * FRAMES_BACK;
    if (isBack) return second;
  }
  return undefined;
}
