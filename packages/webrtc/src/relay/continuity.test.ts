import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Continuity } from './continuity.ts';

it('keeps the distances of one source', () => {
  const line = new Continuity();
  const first = line.map(5_000, 0);
  expect(line.map(5_040, 40) - first).toBe(40);
});

it('moves on by what really passed when the source changes', () => {
  const line = new Continuity();
  const last = line.map(5_000, 0);
  line.cut();
  expect(line.map(77, 300) - last).toBe(300);
  expect(line.map(97, 320) - last).toBe(320);
});

it('never goes back, whatever follows what', () => {
  const source = fc.record({
    begin: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    count: fc.nat(5),
    wait: fc.nat(9_000),
  });
  fc.assert(
    fc.property(fc.array(source), (sources) => {
      const line = new Continuity();
      let last = Number.NEGATIVE_INFINITY;
      let now = 0;
      for (const { begin, count, wait } of sources) {
        line.cut();
        now += wait;
        for (let at = 0; at <= count; at += 1) {
          const ms = line.map(begin + at * 20, now);
          expect(ms).toBeGreaterThan(last);
          last = ms - 1e-6;
        }
      }
    }),
  );
});
