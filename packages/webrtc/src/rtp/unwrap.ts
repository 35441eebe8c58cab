/**
 * The number near `last` that a 16-bit counter shows as `value`: counting goes on where the counter wraps. `last` is the
 * result before, undefined for the first, and what lies behind it comes out smaller.
 */
export function unwrap16(last: number | undefined, value: number): number {
  return last === undefined ? value : last + (((value - last) << 16) >> 16);
}

/** The same for a 32-bit counter, such as an RTP timestamp. */
export function unwrap32(last: number | undefined, value: number): number {
  return last === undefined ? value : last + ((value - last) | 0);
}
