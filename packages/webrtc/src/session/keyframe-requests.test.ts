import { expect, it } from 'vitest';
import { limits } from '../webrtc-limits.ts';
import { KeyframeRequests } from './keyframe-requests.ts';

it('asks at once, then not again before the encoder can have answered', () => {
  const requests = new KeyframeRequests();
  expect(requests.isDue(0)).toBe(false);
  requests.wish();
  expect(requests.isDue(0)).toBe(true);
  requests.asked(0);
  expect(requests.isDue(limits.keyframeAgainMs - 1)).toBe(false);
  expect(requests.isDue(limits.keyframeAgainMs)).toBe(true);
  requests.came();
  expect(requests.isDue(60_000)).toBe(false);
});

it('asks once more for who came after it had asked', () => {
  const requests = new KeyframeRequests();
  requests.wish();
  requests.asked(0);
  requests.wish();
  requests.came();
  expect(requests.isDue(limits.keyframeEveryMs - 1)).toBe(false);
  expect(requests.isDue(limits.keyframeEveryMs)).toBe(true);
});

it('asks by itself now and then where players cannot', () => {
  const requests = new KeyframeRequests();
  requests.isPeriodic = true;
  requests.wish();
  requests.asked(0);
  requests.came();
  expect(requests.isDue(limits.keyframeForPlayersMs - 1)).toBe(false);
  expect(requests.isDue(limits.keyframeForPlayersMs)).toBe(true);
});
