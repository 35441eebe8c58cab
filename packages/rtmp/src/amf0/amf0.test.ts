import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amf0Value } from './amf0-value.ts';
import { readAmf0 } from './read-amf0.ts';
import { writeAmf0 } from './write-amf0.ts';

const limits = { amfDepth: 16, amfStringBytes: 200_000, amfEntries: 10_000 };

const { value } = fc.letrec<{ value: Amf0Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.double(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(null, undefined),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.string(), tie('value')), { maxLength: 4, selector: ([key]) => key })
      .map((pairs) => new Map(pairs)),
  ),
}));

describe('AMF0', () => {
  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        expect(readAmf0(writeAmf0(...values), limits)).toEqual({ values });
      }),
    );
  });

  it('reads back strings that need a long length', () => {
    const text = 'x'.repeat(70_000);
    expect(readAmf0(writeAmf0(text), limits)).toEqual({ values: [text] });
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const reading = readAmf0(writeAmf0(new Map([['a', JSON.parse('{"__proto__":{"evil":true}}')]])), limits);
    expect(reading).not.toHaveProperty('fault');
    expect(({} as { evil?: boolean }).evil).toBeUndefined();
  });

  it('answers any bytes with values or a fault, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const reading = readAmf0(Buffer.from(bytes), limits);
        expect('values' in reading || 'fault' in reading).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses to nest, to lengthen and to count beyond its limits', () => {
    const nested = [[[[1]]]];
    expect(readAmf0(writeAmf0(nested), { ...limits, amfDepth: 3 })).toHaveProperty('fault');
    expect(readAmf0(writeAmf0(nested), { ...limits, amfDepth: 4 })).toEqual({ values: [nested] });
    expect(readAmf0(writeAmf0('four'), { ...limits, amfStringBytes: 3 })).toHaveProperty('fault');
    expect(readAmf0(writeAmf0([1, 2, 3]), { ...limits, amfEntries: 3 })).toHaveProperty('fault');
    const countless = Buffer.of(0x0a, 0xff, 0xff, 0xff, 0xff, 5);
    expect(readAmf0(countless, limits)).toHaveProperty('fault');
  });
});
