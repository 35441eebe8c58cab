import { type Source, type StreamView, streamId } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** This client's own stream, with the address to push to, or undefined while it publishes none. */
export function useLocalStream(source: Source = 'camera'): StreamView | undefined {
  return useRoomView(({ local, streams }) => {
    const id = local.uid && streamId(local.uid, source);
    return streams.find((stream) => stream.id === id);
  });
}
