/** A jump by more than this, beyond the time that really passed, is a restarted encoder, not a pause. */
const JUMP_MS = 10_000;
/** Between two publishers the time line moves on by what really passed, within these bounds. */
const LEAST_GAP_MS = 20;
const LARGEST_GAP_MS = 1_000;

/**
 * How a publisher's timestamps map to the hub's. All players share the hub's time line, which never goes back from one
 * publisher to the next: `out = anchorOut + (in − anchorIn)`, the same for audio and video, so they stay together.
 */
export type Timeline =
  | { status: 'unset'; lastOut: number; lastAt: number | undefined }
  | {
      status: 'running';
      anchorIn: number;
      anchorOut: number;
      floor: number;
      lastIn: number;
      lastOut: number;
      lastAt: number;
    };

export const NEW_TIMELINE: Timeline = { status: 'unset', lastOut: 0, lastAt: undefined };

/** For the next publisher, whose timestamps have nothing to do with those so far. */
export function unset(timeline: Timeline): Timeline {
  return { status: 'unset', lastOut: timeline.lastOut, lastAt: timeline.lastAt };
}

/** Maps one timestamp (ms modulo 2^32) that arrived at `now` (ms of a monotonic clock). */
export function mapTimestamp(
  timeline: Timeline,
  timestamp: number,
  now: number,
): { timeline: Timeline; out: number } {
  if (timeline.status === 'unset') return anchor(timeline, timestamp, now);
  const sinceLast = (timestamp - timeline.lastIn) | 0;
  const passed = now - timeline.lastAt;
  if (sinceLast > passed + JUMP_MS || sinceLast < -JUMP_MS) return anchor(timeline, timestamp, now);
  const raw = timeline.anchorOut + ((timestamp - timeline.anchorIn) | 0);
  const out = Math.max(raw, timeline.floor);
  const isFar = raw - timeline.anchorOut > 2 ** 30;
  return {
    out,
    timeline: {
      ...timeline,
      ...(isFar ? { anchorIn: timestamp, anchorOut: raw } : {}),
      lastIn: timestamp,
      lastOut: Math.max(timeline.lastOut, out),
      lastAt: now,
    },
  };
}

function anchor(timeline: Timeline, timestamp: number, now: number): { timeline: Timeline; out: number } {
  const passed = timeline.lastAt === undefined ? undefined : now - timeline.lastAt;
  const gap = passed === undefined ? 0 : Math.min(Math.max(passed, LEAST_GAP_MS), LARGEST_GAP_MS);
  const out = timeline.lastOut + Math.round(gap);
  return {
    out,
    timeline: {
      status: 'running',
      anchorIn: timestamp,
      anchorOut: out,
      floor: out,
      lastIn: timestamp,
      lastOut: out,
      lastAt: now,
    },
  };
}
