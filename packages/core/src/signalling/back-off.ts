import { timers } from '@callgrid/protocol';

/**
 * How long to wait before attempt number `attempt` (from 1): nothing before the first, then doubling up to a
 * bound, with up to half of it taken off by chance, so that a gateway that restarts is not met by everybody at once.
 */
export function backOff(attempt: number, random: number): number {
  if (attempt <= 1) return 0;
  const full = Math.min(timers.backoff * 2 ** (attempt - 2), timers.backoffMax);
  return Math.round(full * (1 - random / 2));
}
