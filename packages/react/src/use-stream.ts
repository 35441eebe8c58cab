import type { StreamId, StreamView } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** One stream by its id, or undefined once it is gone. */
export function useStream(id: StreamId): StreamView | undefined {
  return useRoomView((view) => view.streams.find((stream) => stream.id === id));
}
