import type { TileRect } from '@callgrid/react';

/** Where a tile lies, in percent of the stage: its slot's place by the numbers on the element around all slots. */
export function placeOf(tile: Element): TileRect {
  const slot = tile.parentElement!;
  const around = slot.parentElement!;
  return resolvePlace(
    (name) => slot.style.getPropertyValue(name),
    (name) => around.style.getPropertyValue(name),
  );
}

/** What a browser makes of a slot's own style inside those numbers. */
export function resolvePlace(
  own: (name: string) => string,
  around: (name: string) => string | undefined,
): TileRect {
  const value = (text: string): number => {
    const [, name, fallback] = /^var\((--\w+)(?:,(.*))?\)$/.exec(text) ?? [];
    return name === undefined ? Number(text) : value(around(name) || fallback!);
  };
  const [left, top, width, height] = (['left', 'top', 'width', 'height'] as const).map((side) =>
    value(own(`--${side}`)),
  ) as [number, number, number, number];
  return { left, top, width, height };
}
