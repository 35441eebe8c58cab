/** Bytes counted over about a second. A value; times are monotonic ms. */
export interface BitRate {
  since: number;
  bytes: number;
  /** The last full second's rate. */
  bitsPerSecond: number;
}

const SPAN_MS = 1_000;

export function countBytes(rate: BitRate, bytes: number, now: number): BitRate {
  const settled = settle(rate, now);
  return { ...settled, bytes: settled.bytes + bytes };
}

/** The rate of the last full second; 0 when nothing has come since. */
export function bitsPerSecond(rate: BitRate, now: number): number {
  return settle(rate, now).bitsPerSecond;
}

function settle(rate: BitRate, now: number): BitRate {
  const elapsed = now - rate.since;
  if (elapsed < SPAN_MS) return rate;
  return { since: now, bytes: 0, bitsPerSecond: Math.round((rate.bytes * 8_000) / elapsed) };
}
