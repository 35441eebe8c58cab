import { isPortrait, type StageSize } from './stage-size.ts';
import { type TileRect, toPercent, wholeStage } from './tile-rect.ts';

/** How much of the stage the strip of small tiles takes beside the large one, in percent. */
const STRIP = 24;
/** Of the strip's tiles, along the strip, in pixels. */
const LEAST = { portrait: 84, landscape: 88 };
const MOST = 8;

/** How many tiles one page takes, the large one included: at least three. */
export function speakerCapacity(size: StageSize): number {
  const fit = isPortrait(size)
    ? Math.floor(size.width / LEAST.portrait)
    : Math.floor(size.height / LEAST.landscape);
  return 1 + Math.min(Math.max(fit, 2), MOST);
}

/** The first tile large, the others in a strip below it, or beside it on a wide stage. */
export function placeSpeaker(count: number, size: StageSize): readonly TileRect[] {
  if (count < 2) return count === 0 ? [] : [wholeStage];
  const portrait = isPortrait(size);
  const share = 100 / (count - 1);
  const main = portrait ? { ...wholeStage, height: 100 - STRIP } : { ...wholeStage, width: 100 - STRIP };
  const strip = Array.from({ length: count - 1 }, (_, index) => {
    const along = toPercent(index * share);
    return portrait
      ? { left: along, top: 100 - STRIP, width: toPercent(share), height: STRIP }
      : { left: 100 - STRIP, top: along, width: STRIP, height: toPercent(share) };
  });
  return [main, ...strip];
}
