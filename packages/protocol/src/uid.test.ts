import BigNumber from 'bignumber.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUid, toUid } from './uid.ts';

describe('toUid', () => {
  it.each([
    [0, '0'],
    [100, '100'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['9223372036854775805', '9223372036854775805'],
    ['18446744073709551615', '18446744073709551615'],
    [new BigNumber('18446744073709551615'), '18446744073709551615'],
    [new BigNumber(7), '7'],
  ])('takes %s', (value, text) => {
    expect(toUid(value)).toBe(text);
  });

  it.each([
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53 + 1,
    1.5,
    '18446744073709551616',
    '0x10',
    '1e3',
    ' 7',
    '7 ',
    '0100',
    '',
    'abc',
    '-0',
    '٣',
    true,
    {},
    null,
    undefined,
    [1],
    new BigNumber('1.5'),
    new BigNumber(-1),
    new BigNumber('18446744073709551616'),
    new BigNumber(Number.NaN),
  ])('refuses %s with a TypeError that names the fix', (value) => {
    expect(() => toUid(value as never)).toThrow(TypeError);
    expect(() => toUid(value as never)).toThrow(/pass (digits only|ids above)/);
  });

  it('gives every 64-bit id back unchanged, whichever way it came in', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
        const text = id.toString();
        expect(toUid(text)).toBe(text);
        expect(toUid(new BigNumber(text))).toBe(text);
      }),
    );
  });

  it('takes no text that is not the decimal text of a 64-bit integer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isUid(text)).toBe(
          /^\d+$/.test(text) && BigInt(text).toString() === text && BigInt(text) < 2n ** 64n,
        );
      }),
    );
  });
});
