import { isPhoneSized, isPortrait, type StageSize } from './stage-size.ts';
import { type TileRect, toPercent } from './tile-rect.ts';

/** How a face fits best: a little higher than wide on a phone, like a photograph. */
const BEST_ASPECT = { portrait: 0.8, landscape: 4 / 3 };
/** A smaller tile shows no face any more, in pixels. */
const LEAST = { phone: { width: 150, height: 150 }, large: { width: 240, height: 170 } };
/** More are a wall of stamps. */
const MOST = 16;

/** How many equal tiles one page takes: at least two. */
export function evenCapacity(size: StageSize): number {
  const least = isPhoneSized(size) ? LEAST.phone : LEAST.large;
  const fit = Math.floor(size.width / least.width) * Math.floor(size.height / least.height);
  return Math.min(Math.max(fit, 2), MOST);
}

/** Rows of equal height, the last one stretched over what is left, in as many columns as suit faces best. */
export function placeEvenly(count: number, size: StageSize): readonly TileRect[] {
  const columns = bestColumns(count, size);
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    return {
      left: toPercent(((index - row * columns) * 100) / inRow),
      top: toPercent((row * 100) / rows),
      width: toPercent(100 / inRow),
      height: toPercent(100 / rows),
    };
  });
}

function bestColumns(count: number, size: StageSize): number {
  const best = isPortrait(size) ? BEST_ASPECT.portrait : BEST_ASPECT.landscape;
  let columns = 1;
  let leastStretch = Number.POSITIVE_INFINITY;
  for (let tried = 1; tried <= count; tried++) {
    const rows = Math.ceil(count / tried);
    const aspect = size.width / tried / (size.height / rows);
    const stretch = Math.abs(Math.log(aspect / best)) + (rows * tried - count) / count;
    if (stretch < leastStretch) {
      columns = tried;
      leastStretch = stretch;
    }
  }
  return columns;
}
