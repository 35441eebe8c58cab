import type { StreamId } from '@callgrid/core';
import { useStore } from 'zustand';
import type { StreamQuality } from './quality-log.ts';
import { useQualityLog } from './quality-provider.tsx';

/** Everything a device says of one stream, with the last minute of it; undefined while it says nothing. */
export function useStreamQuality(id: StreamId): StreamQuality | undefined {
  return useStore(useQualityLog().store, (view) => view[id]);
}
