import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap16, unwrap32 } from './unwrap.ts';

describe('unwrap', () => {
  it('starts with the counter as it is', () => {
    expect(unwrap16(undefined, 65_535)).toBe(65_535);
    expect(unwrap32(undefined, 0xffffffff)).toBe(0xffffffff);
  });

  it('counts on across the wrap, and back across it for what comes late', () => {
    expect(unwrap16(65_535, 2)).toBe(65_538);
    expect(unwrap16(65_538, 65_535)).toBe(65_535);
    expect(unwrap32(0xffffffff, 5)).toBe(0x100000005);
    expect(unwrap16(0, 65_535)).toBe(-1);
  });

  it('follows any walk in steps of less than half the counter', () => {
    const walk = (bits: 16 | 32) => {
      const unwrap = bits === 16 ? unwrap16 : unwrap32;
      const half = 2 ** (bits - 1);
      const step = fc.integer({ min: -half + 1, max: half - 1 });
      fc.assert(
        fc.property(fc.nat(2 ** bits - 1), fc.array(step, { maxLength: 50 }), (start, steps) => {
          let truth = start;
          let last = unwrap(undefined, start);
          for (const change of steps) {
            truth += change;
            last = unwrap(last, ((truth % 2 ** bits) + 2 ** bits) % 2 ** bits);
            expect(last).toBe(truth);
          }
        }),
      );
    };
    walk(16);
    walk(32);
  });
});
