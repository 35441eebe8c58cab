import { toUid, type Uid } from '@callgrid/protocol';
import { illegal } from './sdk-error.ts';

/** A `BigNumber` of bignumber.js, of any version and copy. */
export interface BigNumberLike {
  toFixed(): string;
  isInteger(): boolean;
}

/** The forms in which an app may give a uid. */
export type UidInput = number | string | BigNumberLike;

/** A uid as events carry it: a number, or text where a number would not be exact. */
export interface SdkUid {
  readonly uid: number | string;
  /** Whether `uid` is text. */
  readonly isBigNumber: boolean;
}

/** The SDK reads integers of more digits than this as big, though those up to 2^53 − 1 are exact. */
const NUMBER_DIGITS = 15;

export function toSdkUid(uid: Uid): SdkUid {
  return uid.length > NUMBER_DIGITS ? { uid, isBigNumber: true } : { uid: Number(uid), isBigNumber: false };
}

/** Rejects with 434 whatever is no id. */
export function readUid(value: unknown): Uid {
  try {
    return toUid(value as Parameters<typeof toUid>[0]);
  } catch {
    throw illegal('uid参数错误');
  }
}

/** A uid in the form it was given: a number stays one, all else is text. */
export function echoUid(value: unknown, uid: Uid): number | string {
  return typeof value === 'number' ? value : uid;
}

/** An id for somebody who gave none. */
export function inventUid(random: () => number): Uid {
  const smallest = 10 ** (NUMBER_DIGITS - 1);
  return toUid(Math.floor(smallest + random() * 9 * smallest));
}
