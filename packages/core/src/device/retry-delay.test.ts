import { expect, test } from 'vitest';
import { attemptsBefore, retryDelay } from './retry-delay.ts';

test('retries at once, then after 0.5 s, doubling up to 4 s', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(retryDelay)).toEqual([0, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
});

test('forgets earlier failures once a device was live for ten seconds', () => {
  expect(attemptsBefore(3, 1_000, 10_999)).toBe(3);
  expect(attemptsBefore(3, 1_000, 11_000)).toBe(0);
});
