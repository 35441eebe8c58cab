import type { PlacedTile, TileRect } from '@callgrid/react';

/** Numbers that the style of what lies inside can see. */
export type StyleNumbers = Record<`--${string}`, number>;

/**
 * Where the tiles of all places lie, as numbers on the one element around them (`--x3` is of the third place): whoever
 * joins moves everybody, and in a mini program that is one short string instead of a style for each of them. What most
 * of them have in common is said once.
 */
export function placing(places: readonly (PlacedTile | undefined)[]): StyleNumbers {
  const style: StyleNumbers = {};
  const rects = places.map((tile) => tile?.home);
  const seen = rects.filter((rect): rect is TileRect => rect !== undefined);
  const width = mostCommon(seen.map((rect) => rect.width));
  const height = mostCommon(seen.map((rect) => rect.height));
  style['--w'] = width;
  style['--h'] = height;
  rects.forEach((rect, place) => {
    if (!rect) return;
    style[`--x${place}`] = rect.left;
    if (rect.top !== 0) style[`--y${place}`] = rect.top;
    if (rect.width !== width) style[`--w${place}`] = rect.width;
    if (rect.height !== height) style[`--h${place}`] = rect.height;
  });
  return style;
}

/** How the element of one place finds its own among those numbers. It never changes. */
export function placeStyle(place: number): Record<`--${string}`, string> {
  return {
    // Where nobody is, there is nothing to see or to tap.
    '--left': `var(--x${place},-999)`,
    '--top': `var(--y${place},0)`,
    '--width': `var(--w${place},var(--w))`,
    '--height': `var(--h${place},var(--h))`,
  };
}

/** 0 of nothing. */
function mostCommon(values: readonly number[]): number {
  const count = (value: number) => values.filter((it) => it === value).length;
  return values.reduce((best, value) => (count(value) > count(best) ? value : best), values[0] ?? 0);
}
