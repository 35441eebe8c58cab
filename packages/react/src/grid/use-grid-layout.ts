import type { StreamId } from '@callgrid/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { GridView } from './grid.ts';
import { useGrid } from './grid-provider.tsx';
import type { LayoutChoice } from './layouts.ts';
import type { TileId } from './tile-id.ts';

type Seen = Pick<GridView, 'layout' | 'choice' | 'tiles' | 'pinned' | 'full' | 'hushed'>;

/** How the tiles lie, and what lays them otherwise. */
export interface GridLayout extends Seen {
  setLayout(layout: LayoutChoice): void;
  pin(id: TileId, isPinned: boolean): void;
  setFull(id: TileId | null): void;
  /** Stops the sound of one stream for this client alone, or lets it be heard again. */
  hush(id: StreamId, isHushed: boolean): void;
}

/** The tiles of the page that is seen. Renders again when one comes, goes or moves. */
export function useGridLayout(): GridLayout {
  const grid = useGrid();
  const seen = useStore(
    grid.store,
    useShallow(
      ({ layout, choice, tiles, pinned, full, hushed }: GridView): Seen => ({
        layout,
        choice,
        tiles,
        pinned,
        full,
        hushed,
      }),
    ),
  );
  return useMemo(
    () => ({
      ...seen,
      setLayout: (layout) => grid.setLayout(layout),
      pin: (id, isPinned) => grid.pin(id, isPinned),
      setFull: (id) => grid.setFull(id),
      hush: (id, isHushed) => grid.hush(id, isHushed),
    }),
    [grid, seen],
  );
}
