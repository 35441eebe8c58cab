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
  'an unsubscribe that was given up here, and done there': [
    { action: { type: 'delay', who: 3, latency: 3000 }, wait: 0 },
    { action: { type: 'join', who: 3, role: 'broadcaster', publish: [], autoSubscribe: true }, wait: 0 },
    { action: { type: 'unsubscribe', who: 3, whose: 0, source: 'camera' }, wait: 0 },
    { action: { type: 'media', who: 0, source: 'camera', kind: 'audio', media: 'live' }, wait: 3564 },
    { action: { type: 'cut', who: 0 }, wait: 23 },
    { action: { type: 'hide', who: 0 }, wait: 43 },
    { action: { type: 'mute', who: 0, kind: 'audio' }, wait: 422 },
    { action: { type: 'join', who: 0, role: 'broadcaster', publish: [], autoSubscribe: false }, wait: 36 },
    { action: { type: 'join', who: 0, role: 'broadcaster', publish: [], autoSubscribe: false }, wait: 2911 },
    { action: { type: 'mute', who: 0, kind: 'audio' }, wait: 0 },
    { action: { type: 'subscribe', who: 0, whose: 0, source: 'camera' }, wait: 0 },
    { action: { type: 'publish', who: 0, source: 'camera', kinds: ['audio'] }, wait: 1 },
  ],
};
