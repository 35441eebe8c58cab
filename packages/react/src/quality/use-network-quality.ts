import type { StreamId } from '@callgrid/core';
import { useStore } from 'zustand';
import { useQualityLog } from './quality-provider.tsx';

/**
 * How well one stream gets here, or from here if it is an own one: 1 best … 6 down, 0 unknown. Renders again when that
 * changes, once a second at most.
 */
export function useNetworkQuality(id: StreamId): number {
  return useStore(useQualityLog().store, (view) => view[id]?.level ?? 0);
}
