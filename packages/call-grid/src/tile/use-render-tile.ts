import { createContext, type ReactNode, useContext } from 'react';
import type { TileView } from './tile.tsx';

/** Draws over a tile's picture; null: nothing is drawn there, undefined: what CallGrid draws. */
export type RenderTile = ((tile: TileView) => ReactNode) | null | undefined;

export const RenderTileContext = createContext<RenderTile>(undefined);

export function useRenderTile(): RenderTile {
  return useContext(RenderTileContext);
}
