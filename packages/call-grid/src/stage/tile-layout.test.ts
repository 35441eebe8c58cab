import { expect, test } from 'vitest';
import { layoutTiles, type TileRect } from './tile-layout.ts';

const phone = [390, 640] as const;
const desktop = [1280, 700] as const;

const rowsOf = (rects: readonly TileRect[]) => {
  const tops = [...new Set(rects.map((rect) => rect.top))];
  return tops.map((top) => rects.filter((rect) => rect.top === top).length);
};

test.each([
  [1, phone, [1]],
  [2, phone, [1, 1]],
  [3, phone, [2, 1]],
  [4, phone, [2, 2]],
  [6, phone, [2, 2, 2]],
  [9, phone, [3, 3, 3]],
  [1, desktop, [1]],
  [2, desktop, [2]],
  [4, desktop, [2, 2]],
  [9, desktop, [3, 3, 3]],
])('puts %i tiles on %j in rows of %j', (count, [width, height], rows) => {
  expect(rowsOf(layoutTiles(count, width, height))).toEqual(rows);
});

test('gives no place to nobody', () => {
  expect(layoutTiles(0, ...phone)).toEqual([]);
});

test('fills the stage without overlaps, whatever the count and shape', () => {
  for (const [width, height] of [phone, desktop, [320, 320], [700, 200], [200, 900]] as const) {
    for (let count = 1; count <= 17; count++) {
      for (const focused of [null, 0, count - 1]) {
        const rects = layoutTiles(count, width, height, focused);
        expect(rects).toHaveLength(count);
        const area = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
        expect(Math.abs(area - 10_000)).toBeLessThan(20);
        for (const rect of rects) {
          expect(rect.left + rect.width).toBeLessThan(100.05);
          expect(rect.top + rect.height).toBeLessThan(100.05);
        }
        rects.forEach((a, i) => {
          for (const b of rects.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        });
      }
    }
  }
});

test('gives the focused tile the stage but for a strip', () => {
  expect(layoutTiles(3, ...phone, 1)[1]).toEqual({ left: 0, top: 0, width: 100, height: 76 });
  expect(layoutTiles(3, ...desktop, 2)[2]).toEqual({ left: 0, top: 0, width: 76, height: 100 });
});

test('does not mind a focus on somebody who is gone', () => {
  expect(layoutTiles(2, ...phone, 5)).toEqual(layoutTiles(2, ...phone));
});

function overlap(a: TileRect, b: TileRect): boolean {
  const gap = 0.05;
  return (
    a.left + a.width > b.left + gap &&
    b.left + b.width > a.left + gap &&
    a.top + a.height > b.top + gap &&
    b.top + b.height > a.top + gap
  );
}
