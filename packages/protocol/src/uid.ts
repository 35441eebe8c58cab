import BigNumber from 'bignumber.js';

/** A participant's id: decimal text of an unsigned 64-bit integer, without leading zeros. */
export type Uid = string & { readonly __brand: 'Uid' };

const DECIMAL = /^(0|[1-9]\d{0,19})$/;
const LARGEST = new BigNumber('18446744073709551615');

/**
 * The only door to a {@link Uid}: takes a safe integer, decimal text or a BigNumber, 0 to 2^64 − 1.
 * Throws a `TypeError` that names the fix for anything else.
 */
export function toUid(value: number | string | BigNumber): Uid {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new TypeError(
        `uid ${value} is not a safe integer from 0 up: pass ids above 2^53 − 1 as a decimal string`,
      );
    }
    return String(value) as Uid;
  }
  const text = BigNumber.isBigNumber(value) ? value.toFixed() : value;
  if (!isUid(text)) {
    throw new TypeError(
      `uid ${show(text)} is not the decimal text of an integer from 0 to 2^64 − 1: pass digits only`,
    );
  }
  return text;
}

/** Whether `value` is text that {@link toUid} would take. */
export function isUid(value: unknown): value is Uid {
  return typeof value === 'string' && DECIMAL.test(value) && new BigNumber(value).lte(LARGEST);
}

function show(value: unknown): string {
  if (typeof value !== 'string') return Object.prototype.toString.call(value);
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
}
