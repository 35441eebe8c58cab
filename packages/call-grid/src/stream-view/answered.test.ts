import { VirtualClock } from '@callgrid/core/testing';
import { expect, test } from 'vitest';
import { answered, type Callbacks } from './answered.ts';

test.each([
  ['success', true],
  ['fail', false],
] as const)('settles on %s, and leaves no timer', async (outcome, is) => {
  const clock = new VirtualClock();
  let callbacks: Callbacks | undefined;
  let told: boolean | undefined;
  answered(clock, (given) => {
    callbacks = given;
  }).then((answer) => {
    told = answer;
  });
  await clock.advance(999);
  expect(told).toBeUndefined();
  callbacks?.[outcome]();
  await clock.advance(0);
  expect(told).toBe(is);
  expect(clock.pending).toBe(0);
});

test('settles for a device that cannot be asked any more', async () => {
  const clock = new VirtualClock();
  const answer = answered(clock, () => {
    throw new TypeError('no such element');
  });
  expect(await answer).toBe(false);
  expect(clock.pending).toBe(0);
});

test('waits a second for a device that does not answer', async () => {
  const clock = new VirtualClock();
  const answer = answered(clock, () => {});
  await clock.advance(1_000);
  expect(await answer).toBe(false);
});
