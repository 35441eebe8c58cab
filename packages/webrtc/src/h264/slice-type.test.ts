import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPS } from '../../test/make-nal.ts';
import { isBPicture, isBSlice, isFirstSlice } from './slice-type.ts';

/** A slice NAL unit whose header begins with these numbers, Exp-Golomb coded. */
function slice(firstMacroblock: number, sliceType: number, nalHeader = 0x01): Buffer {
  const code = (value: number) => {
    const binary = (value + 1).toString(2);
    return '0'.repeat(binary.length - 1) + binary;
  };
  const bits = `${code(firstMacroblock)}${code(sliceType)}`.padEnd(64, '1');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return Buffer.of(nalHeader, ...bytes);
}

describe('isBSlice', () => {
  it.each([
    [0, 'P', false],
    [1, 'B', true],
    [2, 'I', false],
    [5, 'P of a P picture', false],
    [6, 'B of a B picture', true],
    [7, 'I of an I picture', false],
  ])('reads slice type %i (%s)', (sliceType, _, isB) => {
    expect(isBSlice(slice(0, sliceType))).toBe(isB);
    expect(isBSlice(slice(4_711, sliceType))).toBe(isB);
  });

  it('reads past emulation prevention', () => {
    // 17 zeros of first_mb_in_slice, escaped as an encoder must.
    const [header, ...body] = slice(2 ** 17 - 1, 1);
    expect(body.slice(0, 2)).toEqual([0, 0]);
    expect(isBSlice(Buffer.of(header as number, 0, 0, 3, ...body.slice(2)))).toBe(true);
  });

  it('takes no other NAL unit for one', () => {
    expect(isBSlice(slice(0, 1, 0x65))).toBe(false);
    expect(isBSlice(SPS)).toBe(false);
    expect(isBSlice(Buffer.alloc(0))).toBe(false);
    expect(isBSlice(Buffer.of(1))).toBe(false);
    expect(isBSlice(Buffer.from('010000000000000000', 'hex'))).toBe(false);
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        expect(isBSlice(Buffer.from(bytes))).toBeTypeOf('boolean');
      }),
    );
  });
});

describe('isBPicture', () => {
  it('is one when any slice is', () => {
    expect(isBPicture([slice(0, 5), slice(40, 6)])).toBe(true);
    expect(isBPicture([SPS, slice(0, 7, 0x65), slice(40, 5)])).toBe(false);
  });
});

describe('isFirstSlice', () => {
  it('tells the first slice of a picture from those after it', () => {
    expect(isFirstSlice(slice(0, 5))).toBe(true);
    expect(isFirstSlice(slice(1, 5))).toBe(false);
  });
});
