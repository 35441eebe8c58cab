import type { StreamView } from '@callgrid/core';
import { useShallow } from 'zustand/react/shallow';
import { useRoomView } from './use-room-view.ts';

/** Everybody else's streams, in order of arrival. Renders again when one of them changes. */
export function useRemoteStreams(): readonly StreamView[] {
  return useRoomView(
    useShallow(({ local, streams }) => streams.filter((stream) => stream.uid !== local.uid)),
  );
}
