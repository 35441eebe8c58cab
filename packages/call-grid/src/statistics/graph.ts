import type { QualityMoment } from '@callgrid/react';

/** In units of the drawing: a second is one wide. */
const WIDTH = 60;
const HEIGHT = 20;

/**
 * The last minute as a background: bit rate and frames a second, each from none to its most. A picture in one style costs
 * a mini program about 500 bytes each time. Bars of plain views would be 30 nodes for each stream, and as a minute
 * passes by each of them changes: twice as much.
 */
export function graphOf(recent: readonly QualityMoment[]): string {
  const rates = lineOf(recent, ({ videoBitrate = 0, audioBitrate = 0 }) => videoBitrate + audioBitrate);
  const frames = lineOf(recent, ({ videoFps = 0 }) => videoFps);
  const svg =
    `%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-1 -1 62 22' fill='none'%3E` +
    `%3Cpath stroke='%23ffd479' d='${frames}'/%3E%3Cpath stroke='%239cc2ff' d='${rates}'/%3E%3C/svg%3E`;
  return `url("data:image/svg+xml,${svg}")`;
}

/** As an SVG path that ends at the right edge; flat at the bottom while there was nothing. */
export function lineOf(recent: readonly QualityMoment[], of: (moment: QualityMoment) => number): string {
  const last = recent[recent.length - 1];
  if (!last) return '';
  const most = Math.max(1, ...recent.map(of));
  const x = ({ at }: QualityMoment) => Math.max(0, WIDTH - Math.round((last.at - at) / 1_000));
  const y = (moment: QualityMoment) => HEIGHT - Math.round((of(moment) / most) * HEIGHT);
  return recent.map((moment, index) => `${index === 0 ? 'M' : 'L'}${x(moment)} ${y(moment)}`).join('');
}
