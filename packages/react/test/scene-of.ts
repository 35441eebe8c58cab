import type { Scene } from '../src/grid/arrange.ts';
import type { TileId } from '../src/grid/tile-id.ts';

/** These tiles on a phone, with nothing chosen. */
export function sceneOf(tiles: readonly TileId[], rest: Partial<Scene> = {}): Scene {
  return {
    tiles,
    size: { width: 390, height: 640 },
    layout: 'auto',
    pinned: [],
    small: [],
    full: null,
    page: 0,
    spotlight: null,
    maxPlayers: 8,
    ...rest,
  };
}
