/** A tile's place, in percent of the stage. */
export interface TileRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How a face fits best: a little higher than wide on a phone, like a photograph. */
const BEST_ASPECT = { portrait: 0.8, landscape: 4 / 3 };
/** How much of the stage the strip of small tiles takes beside a focused one. */
const STRIP = 0.24;

/**
 * The places of `count` tiles on a stage of `width` × `height` (any unit), in their order. With `focused`, that tile
 * fills the stage but for a strip with the others.
 */
export function layoutTiles(
  count: number,
  width: number,
  height: number,
  focused: number | null = null,
): readonly TileRect[] {
  if (focused === null || focused >= count || count < 2) return grid(count, width, height);
  const portrait = height >= width;
  const strip = 100 * STRIP;
  const share = 100 / (count - 1);
  return Array.from({ length: count }, (_, index) => {
    if (index === focused) {
      return portrait
        ? { left: 0, top: 0, width: 100, height: 100 - strip }
        : { left: 0, top: 0, width: 100 - strip, height: 100 };
    }
    const place = (index < focused ? index : index - 1) * share;
    return portrait
      ? { left: round(place), top: 100 - strip, width: round(share), height: strip }
      : { left: 100 - strip, top: round(place), width: strip, height: round(share) };
  });
}

/** Rows of equal height, the last one stretched over what is left, in as many columns as suit faces best. */
function grid(count: number, width: number, height: number): TileRect[] {
  const columns = bestColumns(count, width, height);
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    return {
      left: round(((index - row * columns) * 100) / inRow),
      top: round((row * 100) / rows),
      width: round(100 / inRow),
      height: round(100 / rows),
    };
  });
}

function bestColumns(count: number, width: number, height: number): number {
  const best = width > height ? BEST_ASPECT.landscape : BEST_ASPECT.portrait;
  let columns = 1;
  let leastStretch = Number.POSITIVE_INFINITY;
  for (let tried = 1; tried <= count; tried++) {
    const rows = Math.ceil(count / tried);
    const aspect = width / tried / (height / rows);
    const stretch = Math.abs(Math.log(aspect / best)) + (rows * tried - count) / count / 2;
    if (stretch < leastStretch) {
      columns = tried;
      leastStretch = stretch;
    }
  }
  return columns;
}

/** Two decimals are finer than a pixel, and keep what a mini program sends to its view short. */
function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
