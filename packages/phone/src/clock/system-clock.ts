import type { PhoneClock } from './phone-clock.ts';

/** Beyond this, Node fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: PhoneClock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
