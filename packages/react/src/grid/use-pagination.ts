import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { GridView } from './grid.ts';
import { useGrid } from './grid-provider.tsx';

export interface Pagination {
  /** From 0. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  /** How many tiles are on other pages. */
  readonly more: number;
  next(): void;
  previous(): void;
  /** Turns to a page, from 0; one that is not there is the first or the last. */
  turnTo(page: number): void;
}

/** The pages of the grid. Renders again when their number or the page changes. */
export function usePagination(): Pagination {
  const grid = useGrid();
  const seen = useStore(
    grid.store,
    useShallow(({ page, pages, more }: GridView) => ({ page, pages, more })),
  );
  return useMemo(
    () => ({
      ...seen,
      next: () => grid.turnTo(seen.page + 1),
      previous: () => grid.turnTo(seen.page - 1),
      turnTo: (page) => grid.turnTo(page),
    }),
    [grid, seen],
  );
}
