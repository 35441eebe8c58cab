import type { Clock } from '@callgrid/core';
import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import { useRoom } from '../room-provider.tsx';
import { Grid } from './grid.ts';
import type { GridLimits } from './grid-state.ts';
import type { StageSize } from './stage-size.ts';

const GridContext = createContext<Grid | null>(null);

export interface GridProviderProps extends GridLimits {
  /** What the time is asked of, such as a platform's. */
  readonly clock: Clock;
  /** The size of the stage at first, in pixels. */
  readonly size: StageSize;
  readonly children?: ReactNode;
}

/** Gives the tiles of the nearest room to the hooks below it. What changes of its props later does not count. */
export function GridProvider({
  clock,
  size,
  maxPlayers,
  pageSize,
  children,
}: GridProviderProps): ReactElement {
  const room = useRoom();
  const [grid] = useState(() => new Grid(room, clock, size, { maxPlayers, pageSize }));
  useEffect(() => grid.start(), [grid]);
  return <GridContext.Provider value={grid}>{children}</GridContext.Provider>;
}

/** The tiles of the nearest {@link GridProvider}. It never changes, so this never renders again. */
export function useGrid(): Grid {
  const grid = useContext(GridContext);
  if (!grid) {
    throw new TypeError(
      'useGrid() found no tiles: wrap this component in <GridProvider clock={platform.clock} size={size} maxPlayers={8}>.',
    );
  }
  return grid;
}
