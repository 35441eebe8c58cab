import { timers } from '@callgrid/protocol';

/** A device that was live this long had recovered: its next failure starts from the first wait again. */
const STEADY_MS = 10_000;

/** The wait before restart number `attempt` (from 0): at once, then 0.5 s doubling to 4 s. */
export function retryDelay(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(timers.backoff * 2 ** (attempt - 1), timers.backoffMax);
}

/** How many restarts in a row a failure at `now` follows, given when the device last went live. */
export function attemptsBefore(attempt: number, liveSince: number, now: number): number {
  return now - liveSince >= STEADY_MS ? 0 : attempt;
}
