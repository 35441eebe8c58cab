import type { StreamId } from '@callgrid/core';
import { useShallow } from 'zustand/react/shallow';
import { useRoomView } from './use-room-view.ts';

/** The ids of everybody else's streams, in order of arrival. Renders again when one comes or goes, and not otherwise. */
export function useRemoteStreamIds(): readonly StreamId[] {
  return useRoomView(
    useShallow(({ local, streams }) =>
      streams.filter((stream) => stream.uid !== local.uid).map((stream) => stream.id),
    ),
  );
}
