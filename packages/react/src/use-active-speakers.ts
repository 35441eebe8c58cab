import type { Uid } from '@callgrid/core';
import { useShallow } from 'zustand/react/shallow';
import { useRoomView } from './use-room-view.ts';

/** Who speaks now, in order of arrival, this client included. Empty where the backend does not tell. */
export function useActiveSpeakers(): readonly Uid[] {
  return useRoomView(
    useShallow(({ participants }) => participants.filter(({ speaking }) => speaking).map(({ uid }) => uid)),
  );
}
