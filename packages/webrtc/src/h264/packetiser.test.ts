import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { packetise } from './packetiser.ts';

describe('packetise', () => {
  it('puts parameter sets into one payload, and cuts a large slice into equal parts', () => {
    const payloads = packetise([SPS, PPS, makeNal(5, 2_500)]);
    expect(payloads.map((payload) => payload.readUInt8(0) & 0x1f)).toEqual([24, 28, 28, 28]);
    expect(payloads.slice(1).map((payload) => payload.length)).toEqual([835, 835, 835]);
    expect(payloads.slice(1).map((payload) => payload.readUInt8(1))).toEqual([0x85, 0x05, 0x45]);
    expect(payloads[0]?.toString('hex')).toBe(`780018${SPS.toString('hex')}0005${PPS.toString('hex')}`);
  });

  it('does not copy what fits alone', () => {
    const [sei, slice] = [makeNal(6), makeNal(1, 1_200)];
    const payloads = packetise([sei, Buffer.alloc(0), slice]);
    expect(payloads[0]).toBe(sei);
    expect(payloads[1]).toBe(slice);
    expect(payloads).toHaveLength(2);
  });

  it('keeps every payload within the bound', () => {
    const nal = fc
      .tuple(fc.constantFrom(1, 5, 6, 7, 8), fc.integer({ min: 0, max: 3_000 }))
      .map(([type, bytes]) => (bytes === 0 ? Buffer.alloc(0) : makeNal(type, bytes)));
    fc.assert(
      fc.property(fc.array(nal, { maxLength: 10 }), fc.integer({ min: 16, max: 1_400 }), (nals, maxBytes) => {
        for (const payload of packetise(nals, maxBytes)) {
          expect(payload.length).toBeGreaterThan(0);
          expect(payload.length).toBeLessThanOrEqual(maxBytes);
        }
      }),
    );
  });
});
