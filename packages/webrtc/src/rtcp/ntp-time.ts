/** Seconds from 1900, where NTP begins, to 1970. */
const SECONDS_TO_1970 = 2_208_988_800;
const ERA_SECONDS = 2 ** 32;

/** Milliseconds since 1970 of a 64-bit NTP time in two halves (RFC 3550 §4), in the era that is nearest to ours. */
export function fromNtp(seconds: number, fraction: number): number {
  // Era 1 begins in 2036 (RFC 4330 §3): what has the highest bit clear lies there, not before 1968.
  const since1900 = seconds < 2 ** 31 ? seconds + ERA_SECONDS : seconds;
  return (since1900 - SECONDS_TO_1970) * 1_000 + (fraction * 1_000) / ERA_SECONDS;
}

/** The two halves of the NTP time of `ms` since 1970. */
export function toNtp(ms: number): { seconds: number; fraction: number } {
  const whole = Math.floor(ms / 1_000);
  const fraction = Math.min(Math.round(((ms - whole * 1_000) / 1_000) * ERA_SECONDS), ERA_SECONDS - 1);
  return { seconds: (whole + SECONDS_TO_1970) >>> 0, fraction };
}

/** The middle 32 bits of the NTP time of `ms`, by which a reception report names a sender report (RFC 3550 §6.4.1). */
export function toShortNtp(ms: number): number {
  const { seconds, fraction } = toNtp(ms);
  return (((seconds & 0xffff) << 16) | (fraction >>> 16)) >>> 0;
}
