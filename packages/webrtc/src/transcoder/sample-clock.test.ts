import { expect, it } from 'vitest';
import { SampleClock } from './sample-clock.ts';

it('gives what comes out the time of what went in, less the delay of the codec', () => {
  const clock = new SampleClock(48_000, 480);
  clock.take(1_000, 20);
  clock.take(1_020, 20);
  expect(clock.give(960)).toBe(990);
  expect(clock.give(960)).toBe(1_010);
});

it('leaves out small steps of the times that go in', () => {
  const clock = new SampleClock(48_000, 0);
  for (const [index, jitter] of [0, 15, -15, 30].entries()) clock.take(index * 20 + jitter, 20);
  expect([clock.give(960), clock.give(960), clock.give(960), clock.give(960)]).toEqual([0, 20, 40, 60]);
});

it('follows a gap where it was, not before', () => {
  const clock = new SampleClock(48_000, 0);
  clock.take(0, 20);
  clock.take(20, 20);
  clock.take(1_040, 20);
  expect([clock.give(960), clock.give(960), clock.give(960)]).toEqual([0, 20, 1_040]);
});
