import type { StreamId } from '@callgrid/core';

/** Who speaks for so long, in ms, takes the floor … */
const TAKES_AFTER = 1_000;
/** … once whoever had it has been quiet for so long. */
const GIVES_AFTER = 2_000;

/** Who has the floor, and who spoke when. Times are ms of one clock. */
export interface Floor {
  /** Whoever has it keeps it in silence, until somebody else takes it. */
  readonly holder: StreamId | null;
  /** Who speaks now, and since when. */
  readonly speaking: Readonly<Record<StreamId, number>>;
  /** When those spoke last who do not speak now. */
  readonly spokeAt: Readonly<Record<StreamId, number>>;
}

export const emptyFloor: Floor = { holder: null, speaking: {}, spokeAt: {} };

/** Takes note of who speaks now. Streams that are not among `present` are forgotten. */
export function noteSpeakers(
  floor: Floor,
  speakers: readonly StreamId[],
  present: readonly StreamId[],
  now: number,
): Floor {
  const speaking: Record<StreamId, number> = {};
  const spokeAt: Record<StreamId, number> = {};
  for (const id of present) {
    if (speakers.includes(id)) speaking[id] = floor.speaking[id] ?? now;
    else if (floor.speaking[id] !== undefined) spokeAt[id] = now;
    else if (floor.spokeAt[id] !== undefined) spokeAt[id] = floor.spokeAt[id];
  }
  const holder = floor.holder !== null && present.includes(floor.holder) ? floor.holder : null;
  return { holder, speaking, spokeAt };
}

/**
 * Who has the floor at `now`, and after how many ms that may be somebody else though nobody begins or ends; null when
 * that cannot be.
 */
export function giveFloor(
  floor: Floor,
  now: number,
): { readonly floor: Floor; readonly wait: number | null } {
  const { holder, speaking, spokeAt } = floor;
  if (holder !== null && speaking[holder] !== undefined) return { floor, wait: null };
  const waiting = (Object.keys(speaking) as StreamId[]).sort(
    (one, other) => speaking[one]! - speaking[other]!,
  );
  const [first] = waiting;
  if (first === undefined) return { floor, wait: null };
  const freeAt = holder === null ? 0 : (spokeAt[holder] ?? 0) + GIVES_AFTER;
  const at = Math.max(speaking[first]! + TAKES_AFTER, freeAt);
  return at <= now ? { floor: { ...floor, holder: first }, wait: null } : { floor, wait: at - now };
}

/** When a stream was heard last; −∞ for one that never was. */
export function heardAt({ speaking, spokeAt }: Floor, id: StreamId): number {
  if (speaking[id] !== undefined) return Number.POSITIVE_INFINITY;
  return spokeAt[id] ?? Number.NEGATIVE_INFINITY;
}
