import type { Step } from './action.ts';

/** Sequences that once did not converge, each with what was wrong. */
export const onceFailed: Record<string, readonly Step[]> = {
  'a role that was given up here was taken there': [
    {
      action: { type: 'join', who: 3, role: 'broadcaster', publish: [], autoSubscribe: false },
      wait: 200,
    },
    { action: { type: 'delay', who: 2, latency: 3_000 }, wait: 12_000 },
    {
      action: { type: 'join', who: 2, role: 'broadcaster', publish: [], autoSubscribe: false },
      wait: 200,
    },
    { action: { type: 'setRole', who: 2, role: 'audience' }, wait: 12_000 },
  ],
};
