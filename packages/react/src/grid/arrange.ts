import { type LayoutChoice, type LayoutName, layouts } from './layouts.ts';
import { isPhoneSized, type StageSize } from './stage-size.ts';
import { isOwnTile, isScreenTile, type TileId } from './tile-id.ts';
import { type TileRect, wholeStage } from './tile-rect.ts';

/** What is to be arranged, and how. */
export interface Scene {
  /** The own tiles first, then the others in the order of their seats. */
  readonly tiles: readonly TileId[];
  readonly size: StageSize;
  readonly layout: LayoutChoice;
  /** On every page; the last one is large where something is and no screen wants to be. */
  readonly pinned: readonly TileId[];
  /** Screens that would be large by themselves, and that the user wants small. */
  readonly small: readonly TileId[];
  /** Lies over all others. */
  readonly full: TileId | null;
  /** From 0; a page that is not there is the last one. */
  readonly page: number;
  /** Who has the floor. */
  readonly spotlight: TileId | null;
  /** How many streams of others are played at once; what is beyond has a tile and no picture. */
  readonly maxPlayers: number;
  /** How many tiles a page takes at most, the own one included; undefined: as many as can be seen. */
  readonly pageSize?: number | undefined;
}

export interface PlacedTile {
  readonly id: TileId;
  readonly rect: TileRect;
  /** Where it lies once it is not full any more; the same as `rect` for every other. */
  readonly home: TileRect;
  /** `over`: on top of a larger one. `full`: on top of everything. */
  readonly as: 'even' | 'main' | 'small' | 'over' | 'full';
  /** Whether its stream is played; an own tile's is not. */
  readonly plays: boolean;
}

/** One page of the call, as it lies. */
export interface Arrangement {
  readonly layout: LayoutName;
  /** In the order in which they lie. */
  readonly tiles: readonly PlacedTile[];
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  /** How many tiles are on other pages. */
  readonly more: number;
}

/** What is seen of the call. Depends on nothing but the scene. */
export function arrange(scene: Scene): Arrangement {
  const { tiles, size, full, maxPlayers } = scene;
  const layout = chooseLayout(scene);
  const { capacity, place, hasMain } = layouts[layout];
  const main = hasMain ? mainTile(scene, layout) : undefined;
  const onEvery = tiles.filter((id) => id === 'camera' || scene.pinned.includes(id));
  const fixed = main === undefined ? onEvery : [main, ...onEvery.filter((id) => id !== main)];
  const turning = tiles.filter((id) => !fixed.includes(id));
  const room = Math.max(Math.min(capacity(size), scene.pageSize ?? tiles.length) - fixed.length, 1);
  const pages = Math.max(Math.ceil(turning.length / room), 1);
  const page = Math.min(Math.max(scene.page, 0), pages - 1);
  const lying = [...fixed, ...screensFirst(turning).slice(page * room, (page + 1) * room)];
  const rects = place(lying.length, size);
  // What is full comes from any page, and moves nobody on this one.
  const shown = full !== null && tiles.includes(full) && !lying.includes(full) ? [...lying, full] : lying;
  const playing = byNeed(shown, scene, main).slice(0, maxPlayers);
  return {
    layout,
    page,
    pages,
    more: tiles.length - shown.length,
    tiles: shown.map((id, index) => {
      const home = rects[index] ?? wholeStage;
      return {
        id,
        rect: id === full ? wholeStage : home,
        home,
        as: id === full ? 'full' : roleOf(layout, index),
        plays: playing.includes(id),
      };
    }),
  };
}

/** A screen or a pin wants to be large; two people on a phone lie one over the other; else all are equal. */
function chooseLayout({ tiles, layout, pinned, small, size }: Scene): LayoutName {
  const wanted = layout === 'auto' ? byWhoIsThere() : layout;
  if (tiles.length < 2) return 'grid';
  return wanted === 'pair' && tiles.length > 2 ? 'speaker' : wanted;

  function byWhoIsThere(): LayoutName {
    if (tiles.length === 2 && isPhoneSized(size)) return 'pair';
    return tiles.some((id) => pinned.includes(id) || wantsToBeLarge(id, small)) ? 'speaker' : 'grid';
  }
}

/** A screen of somebody else, unless it is wanted small. */
function wantsToBeLarge(id: TileId, small: readonly TileId[]): boolean {
  return isScreenTile(id) && !isOwnTile(id) && !small.includes(id);
}

/** Who is large: a screen of others, then whoever was pinned last, then who has the floor, then the first one there is. */
function mainTile({ tiles, pinned, small, spotlight }: Scene, layout: LayoutName): TileId | undefined {
  const others = tiles.filter((id) => !isOwnTile(id));
  const pin = [...pinned].reverse().find((id) => tiles.includes(id));
  const asked = others.find((id) => wantsToBeLarge(id, small)) ?? pin;
  const floor = layout === 'pair' ? undefined : others.find((id) => id === spotlight);
  return asked ?? floor ?? others[0] ?? tiles[0];
}

function screensFirst(tiles: readonly TileId[]): TileId[] {
  return [...tiles.filter(isScreenTile), ...tiles.filter((id) => !isScreenTile(id))];
}

/** The streams of others on the page, those first that must be played. */
function byNeed(shown: readonly TileId[], { full, pinned }: Scene, main: TileId | undefined): TileId[] {
  const need = (id: TileId) =>
    [id === full, id === main, pinned.includes(id), isScreenTile(id), true].indexOf(true);
  return shown.filter((id) => !isOwnTile(id)).sort((one, other) => need(one) - need(other));
}

function roleOf(layout: LayoutName, index: number): PlacedTile['as'] {
  if (layout === 'grid') return 'even';
  if (index === 0) return 'main';
  return layout === 'pair' ? 'over' : 'small';
}
