import { isPhoneSized, isPortrait, type StageSize } from './stage-size.ts';
import { type TileRect, toPercent } from './tile-rect.ts';

/** How a face fits best: a little higher than wide on a phone, like a photograph. */
const BEST_ASPECT = { portrait: 0.8, landscape: 4 / 3 };
/** A smaller tile shows no face any more, in pixels. */
const LEAST = { phone: { width: 150, height: 150 }, large: { width: 240, height: 170 } };
/** A tile of the last row is stretched no wider than this, to its height: faces would be cut off. */
const WIDEST = 2;
/** More are a wall of stamps. */
const MOST = 16;

/** How many equal tiles one page takes: at least two. */
export function evenCapacity(size: StageSize): number {
  const least = isPhoneSized(size) ? LEAST.phone : LEAST.large;
  const fit = Math.floor(size.width / least.width) * Math.floor(size.height / least.height);
  return Math.min(Math.max(fit, 2), MOST);
}

/**
 * Rows of equal height in as many columns as suit faces best; the tiles of the last one are stretched over what is left
 * as far as that is bearable, and lie in its middle.
 */
export function placeEvenly(count: number, size: StageSize): readonly TileRect[] {
  const columns = bestColumns(count, size);
  const rows = Math.ceil(count / columns);
  const widest = Math.max((WIDEST * 100 * size.height) / rows / size.width, 100 / columns);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const width = Math.min(100 / inRow, widest);
    return {
      left: toPercent((100 - width * inRow) / 2 + (index - row * columns) * width),
      top: toPercent((row * 100) / rows),
      width: toPercent(width),
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
