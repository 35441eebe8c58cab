import { VirtualClock } from '@callgrid/core/testing';
import { expect, test } from 'vitest';
import { type StopOptions, stopped } from './stopped.ts';

const settles = (promise: Promise<void>) => {
  const seen = { done: false };
  promise.then(() => {
    seen.done = true;
  });
  return seen;
};

test.each(['success', 'fail'] as const)('settles on %s, and leaves no timer', async (outcome) => {
  const clock = new VirtualClock();
  let options: StopOptions | undefined;
  const seen = settles(
    stopped(clock, (given) => {
      options = given;
    }),
  );
  await clock.advance(999);
  expect(seen.done).toBe(false);
  options?.[outcome]();
  await clock.advance(0);
  expect(seen.done).toBe(true);
  expect(clock.pending).toBe(0);
});

test('settles for a device that cannot be asked any more', async () => {
  const clock = new VirtualClock();
  await stopped(clock, () => {
    throw new TypeError('no such element');
  });
  expect(clock.pending).toBe(0);
});

test('waits a second for a device that does not answer', async () => {
  const clock = new VirtualClock();
  const seen = settles(stopped(clock, () => {}));
  await clock.advance(1_000);
  expect(seen.done).toBe(true);
});
