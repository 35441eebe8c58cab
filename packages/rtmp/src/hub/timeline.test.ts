import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapTimestamp, NEW_TIMELINE, type Timeline, unset } from './timeline.ts';

function run(timeline: Timeline, packets: readonly (readonly [timestamp: number, now: number])[]) {
  const outs: number[] = [];
  let current = timeline;
  for (const [timestamp, now] of packets) {
    const mapped = mapTimestamp(current, timestamp, now);
    current = mapped.timeline;
    outs.push(mapped.out);
  }
  return { outs, timeline: current };
}

describe('mapTimestamp', () => {
  it('begins at 0 and keeps the differences', () => {
    expect(
      run(NEW_TIMELINE, [
        [5_000, 0],
        [5_040, 40],
        [5_033, 41],
      ]).outs,
    ).toEqual([0, 40, 33]);
  });

  it('goes on from one publisher to the next by the time that passed, at most a second', () => {
    const first = run(NEW_TIMELINE, [
      [0, 0],
      [400, 400],
    ]).timeline;
    expect(
      run(unset(first), [
        [9_000, 600],
        [9_040, 640],
      ]).outs,
    ).toEqual([600, 640]);
    expect(run(unset(first), [[9_000, 90_000]]).outs).toEqual([1_400]);
  });

  it('keeps audio and video of the next publisher together, and neither before the change', () => {
    const first = run(NEW_TIMELINE, [
      [0, 0],
      [400, 400],
    ]).timeline;
    const { outs } = run(unset(first), [
      [50, 420],
      [0, 421],
      [90, 460],
    ]);
    expect(outs).toEqual([420, 420, 460]);
  });

  it('survives the wrap of 32 bits', () => {
    expect(
      run(NEW_TIMELINE, [
        [0xffffffec, 0],
        [20, 40],
      ]).outs,
    ).toEqual([0, 40]);
  });

  it('takes a pause for a pause, and a restarted encoder for a new beginning', () => {
    expect(
      run(NEW_TIMELINE, [
        [0, 0],
        [60_000, 60_000],
      ]).outs,
    ).toEqual([0, 60_000]);
    expect(
      run(NEW_TIMELINE, [
        [500_000, 0],
        [0, 40],
      ]).outs,
    ).toEqual([0, 40]);
    expect(
      run(NEW_TIMELINE, [
        [0, 0],
        [500_000, 40],
      ]).outs,
    ).toEqual([0, 40]);
  });

  it('never goes back across publishers, whatever they send', () => {
    const publisher = fc.array(fc.tuple(fc.nat(0xffffffff), fc.nat(5_000)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(publisher, publisher, (one, two) => {
        const before = run(NEW_TIMELINE, one);
        const { lastAt = 0 } = before.timeline;
        const after = run(
          unset(before.timeline),
          two.map(([timestamp, later]) => [timestamp, lastAt + later]),
        );
        expect(Math.min(...after.outs)).toBeGreaterThan(Math.max(...before.outs));
      }),
    );
  });
});
