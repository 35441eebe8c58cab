import type { Participant } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** Everybody in the room, this client included, in order of arrival. */
export function useParticipants(): readonly Participant[] {
  return useRoomView((view) => view.participants);
}
