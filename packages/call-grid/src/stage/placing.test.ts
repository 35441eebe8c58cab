import { streamId, toUid } from '@callgrid/core';
import { arrange, type Scene, type TileId } from '@callgrid/react';
import { sceneOf } from '@callgrid/react/test/scene-of';
import { describe, expect, it } from 'vitest';
import { resolvePlace } from '../../test/place-of.ts';
import { placeStyle, placing, type StyleNumbers } from './placing.ts';

const phone = { width: 390, height: 750 };
const camera = (uid: number): TileId => streamId(toUid(uid), 'camera');
const tiles = (others: number): TileId[] => [
  'camera',
  ...Array.from({ length: others }, (_, at) => camera(at + 1)),
];

function lie(others: number, rest: Partial<Scene> = {}) {
  return arrange(sceneOf(tiles(others), { size: phone, ...rest })).tiles;
}

function resolve(numbers: StyleNumbers, place: number) {
  const own = placeStyle(place);
  return resolvePlace(
    (name) => own[name as keyof typeof own]!,
    (name) => numbers[name as keyof typeof numbers]?.toString(),
  );
}

describe('the numbers around all places', () => {
  it.each([
    ['an even page', {}],
    ['one large and a strip', { layout: 'speaker' }],
    ['a pin beside others', { pinned: [camera(2)] }],
    ['a landscape phone', { size: { width: 750, height: 390 } }],
    ['a desk', { size: { width: 1280, height: 700 } }],
  ] as const)('put every tile where it lies: %s', (_, rest) => {
    for (let others = 0; others < 16; others++) {
      const placed = lie(others, rest);
      // Some places are empty, as after somebody left.
      const places = [undefined, ...placed.flatMap((tile) => [tile, undefined])];
      const numbers = placing(places);
      places.forEach((tile, place) => {
        if (tile) expect(resolve(numbers, place)).toEqual(tile.rect);
        else expect(resolve(numbers, place).left).toBe(-999);
      });
    }
  });

  it('are the same for a page of which one tile is full', () => {
    const page = lie(8);
    const full = lie(8, { full: camera(3) });
    expect(full.find(({ as }) => as === 'full')?.rect.width).toBe(100);
    expect(placing(full)).toEqual(placing(page));
  });

  it('are few for a full page of a phone', () => {
    const text = (placed: ReturnType<typeof lie>) =>
      Object.entries(placing(placed))
        .map(([name, value]) => `${name}: ${value};`)
        .join(' ');
    for (let others = 1; others < 10; others++) {
      expect(text(lie(others)).length).toBeLessThanOrEqual(30 + 28 * (others + 1));
    }
  });
});
