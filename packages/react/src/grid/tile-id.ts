import type { Source, StreamId } from '@callgrid/core';

/** One tile of a call: an own one by its source alone, somebody else's by its stream. */
export type TileId = Source | StreamId;

export function isOwnTile(id: TileId): id is Source {
  return id === 'camera' || id === 'screen';
}

/** Whether the tile shows a screen, and no camera. */
export function isScreenTile(id: TileId): boolean {
  return id === 'screen' || id.endsWith('/screen');
}
