import type { VideoUnit } from './gop-cache.ts';

/** At most so far apart, in milliseconds, so that a group of pictures is shown in a moment. */
const STEP_MS = 1;
/** At least so far: two units of RTP's clock. Where the viewer is at the present already, they end that little after it. */
const LEAST_MS = 2 / 90;

/**
 * The pictures with their times squeezed together to end at the newest one's, later than `after` (the time of what the
 * viewer was last sent): it decodes them all at once, and shows the present.
 */
export function squeeze(units: readonly VideoUnit[], after = Number.NEGATIVE_INFINITY): readonly VideoUnit[] {
  const last = units.at(-1);
  if (!last) return [];
  const begin = Math.max(last.ms - (units.length - 1) * STEP_MS, after + LEAST_MS);
  const step = Math.max((last.ms - begin) / Math.max(units.length - 1, 1), LEAST_MS);
  return units.map((unit, index) => ({ ...unit, ms: begin + index * step }));
}
