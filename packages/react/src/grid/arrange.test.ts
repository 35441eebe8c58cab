import { streamId, toUid } from '@callgrid/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { sceneOf } from '../../test/scene-of.ts';
import { type Arrangement, arrange, type Scene } from './arrange.ts';
import { layouts } from './layouts.ts';
import type { TileId } from './tile-id.ts';
import type { TileRect } from './tile-rect.ts';

const phone = { width: 390, height: 640 };
const desktop = { width: 1280, height: 700 };

const camera = (uid: number) => streamId(toUid(uid), 'camera');
const screen = (uid: number) => streamId(toUid(uid), 'screen');
const others = (count: number) => Array.from({ length: count }, (_, at) => camera(at + 1));

const ids = ({ tiles }: Arrangement) => tiles.map(({ id }) => id);
const playing = ({ tiles }: Arrangement) => tiles.filter(({ plays }) => plays).map(({ id }) => id);

describe('arrange', () => {
  test.each([
    ['one alone, large', sceneOf(['camera']), 'grid'],
    ['two on a phone, one over the other', sceneOf(['camera', camera(1)]), 'pair'],
    ['two on a desk, side by side', sceneOf(['camera', camera(1)], { size: desktop }), 'grid'],
    ['three, all equal', sceneOf(['camera', ...others(2)]), 'grid'],
    ['a screen, large', sceneOf(['camera', camera(1), screen(1)]), 'speaker'],
    [
      'a screen that is wanted small, equal to the others',
      sceneOf(['camera', camera(1), screen(1)], { small: [screen(1)] }),
      'grid',
    ],
    ['the own screen, equal to the others', sceneOf(['camera', 'screen', camera(1)]), 'grid'],
    ['a pin, large', sceneOf(['camera', ...others(3)], { pinned: [camera(2)] }), 'speaker'],
    ['more than a pair, as speaker', sceneOf(['camera', ...others(2)], { layout: 'pair' }), 'speaker'],
    ['what the app fixed', sceneOf(['camera', ...others(5)], { layout: 'speaker' }), 'speaker'],
  ])('shows %s', (_, given, layout) => {
    expect(arrange(given).layout).toBe(layout);
  });

  it('makes a screen large, then the last pin, then whoever has the floor, then whoever came first', () => {
    const tiles: TileId[] = ['camera', ...others(3), screen(2)];
    const main = (rest: Partial<Scene>) => ids(arrange(sceneOf(tiles, { layout: 'speaker', ...rest })))[0];
    const pinned = [camera(1), camera(3)];
    expect(main({ pinned, spotlight: camera(2) })).toBe(screen(2));
    expect(main({ pinned, spotlight: camera(2), small: [screen(2)] })).toBe(camera(3));
    tiles.pop();
    expect(main({ spotlight: camera(2) })).toBe(camera(2));
    expect(main({})).toBe(camera(1));
  });

  it('turns through everybody, with the own picture and the pins on every page', () => {
    const tiles: TileId[] = ['camera', ...others(13)];
    const pages = [0, 1, 2, 3].map((page) => arrange(sceneOf(tiles, { page, pageSize: 5, layout: 'grid' })));
    expect(pages.map(({ pages: count, more }) => [count, more])).toEqual([
      [4, 9],
      [4, 9],
      [4, 9],
      [4, 12],
    ]);
    expect(pages.every((page) => ids(page)[0] === 'camera')).toBe(true);
    expect(pages.flatMap((page) => ids(page).slice(1))).toEqual(others(13));
    const pinned = arrange(sceneOf(tiles, { page: 2, pageSize: 5, layout: 'grid', pinned: [camera(1)] }));
    expect(ids(pinned)).toContain(camera(1));
  });

  it('plays no more than it may: what is full first, then what is large, pinned or a screen', () => {
    const tiles: TileId[] = ['camera', ...others(9)];
    const rest = { size: desktop, maxPlayers: 2 } as const;
    expect(playing(arrange(sceneOf(tiles, rest)))).toEqual([camera(1), camera(2)]);
    expect(playing(arrange(sceneOf(tiles, { ...rest, full: camera(7) })))).toContain(camera(7));
    const pinned = arrange(sceneOf(tiles, { ...rest, layout: 'grid', pinned: [camera(5), camera(6)] }));
    expect(playing(pinned)).toEqual([camera(5), camera(6)]);
  });

  it('lays one over all others, and moves none of them', () => {
    const tiles: TileId[] = ['camera', ...others(3)];
    const before = arrange(sceneOf(tiles));
    const after = arrange(sceneOf(tiles, { full: camera(2) }));
    const rest = ({ tiles: all }: Arrangement) => all.filter(({ id }) => id !== camera(2));
    expect(rest(after)).toEqual(rest(before));
    expect(after.tiles.find(({ id }) => id === camera(2))).toMatchObject({
      as: 'full',
      rect: { left: 0, top: 0, width: 100, height: 100 },
    });
  });

  it('puts everybody on just one page, but for those on all of them, whatever is asked', () => {
    fc.assert(
      fc.property(anyScene, (given) => {
        const first = arrange({ ...given, page: 0 });
        const pages = Array.from({ length: first.pages }, (_, page) => arrange({ ...given, page }));
        const seen = pages.flatMap(ids);
        expect(new Set(seen)).toEqual(new Set(given.tiles));
        for (const id of given.tiles) {
          const times = seen.filter((it) => it === id).length;
          expect([1, first.pages]).toContain(times);
        }
        for (const page of pages) {
          expect(ids(page).length + page.more).toBe(given.tiles.length);
          expect(playing(page).length).toBeLessThanOrEqual(given.maxPlayers);
          expect(playing(page).some((id) => id === 'camera' || id === 'screen')).toBe(false);
        }
      }),
    );
  });
});

const anyScene: fc.Arbitrary<Scene> = fc
  .record({
    own: fc.subarray(['camera', 'screen'] as TileId[]),
    count: fc.integer({ min: 0, max: 40 }),
    screens: fc.integer({ min: 0, max: 3 }),
    size: fc.record({
      width: fc.integer({ min: 60, max: 2_000 }),
      height: fc.integer({ min: 60, max: 1_400 }),
    }),
    layout: fc.constantFrom('auto' as const, 'grid' as const, 'speaker' as const, 'pair' as const),
    picks: fc.array(fc.nat(), { maxLength: 3 }),
    full: fc.option(fc.nat()),
    maxPlayers: fc.integer({ min: 0, max: 10 }),
    pageSize: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  })
  .map(({ own, count, screens, picks, full, ...rest }) => {
    const tiles = [...own, ...others(count), ...Array.from({ length: screens }, (_, at) => screen(at + 1))];
    const pick = (at: number) => tiles[at % Math.max(tiles.length, 1)];
    return sceneOf(tiles, {
      ...rest,
      pinned: [...new Set(picks.flatMap((at) => pick(at) ?? []))],
      full: full === null ? null : (pick(full) ?? null),
    });
  });

describe('every layout', () => {
  test.each(Object.entries(layouts))(
    '%s keeps its tiles on the stage and apart from each other',
    (name, layout) => {
      for (const size of [
        phone,
        desktop,
        { width: 320, height: 320 },
        { width: 700, height: 200 },
        { width: 200, height: 900 },
      ]) {
        const most = name === 'pair' ? 2 : 17;
        for (let count = 0; count <= most; count += 1) {
          const rects = layout.place(count, size);
          expect(rects).toHaveLength(count);
          for (const rect of rects) {
            expect(rect.left + rect.width).toBeLessThan(100.05);
            expect(rect.top + rect.height).toBeLessThan(100.05);
          }
          if (name !== 'pair') expectApart(rects);
        }
      }
    },
  );

  test.each([
    [1, phone, [1]],
    [2, phone, [1, 1]],
    [3, phone, [2, 1]],
    [4, phone, [2, 2]],
    [6, phone, [2, 2, 2]],
    [9, phone, [3, 3, 3]],
    [2, desktop, [2]],
    [4, desktop, [2, 2]],
    [9, desktop, [3, 3, 3]],
  ])('grid puts %i tiles on %j in rows of %j', (count, size, rows) => {
    const rects = layouts.grid.place(count, size);
    const tops = [...new Set(rects.map(({ top }) => top))];
    expect(tops.map((top) => rects.filter((rect) => rect.top === top).length)).toEqual(rows);
  });

  it('grid stretches the last row no wider than faces bear, and puts it in the middle', () => {
    const [, , third] = layouts.grid.place(3, { width: 1_280, height: 700 });
    expect(third).toEqual({ left: 22.66, top: 50, width: 54.69, height: 50 });
    const [, , phoneThird] = layouts.grid.place(3, phone);
    expect(phoneThird).toMatchObject({ left: 0, width: 100 });
  });

  it('speaker gives the first tile the stage but for a strip', () => {
    expect(layouts.speaker.place(3, phone)[0]).toEqual({ left: 0, top: 0, width: 100, height: 76 });
    expect(layouts.speaker.place(3, desktop)[0]).toEqual({ left: 0, top: 0, width: 76, height: 100 });
  });
});

function expectApart(rects: readonly TileRect[]): void {
  const gap = 0.05;
  rects.forEach((a, at) => {
    for (const b of rects.slice(at + 1)) {
      const overlaps =
        a.left + a.width > b.left + gap &&
        b.left + b.width > a.left + gap &&
        a.top + a.height > b.top + gap &&
        b.top + b.height > a.top + gap;
      expect(overlaps).toBe(false);
    }
  });
}
