import type { Participant, Uid } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** One participant, or undefined once gone. Others' changes do not render this again. */
export function useParticipant(uid: Uid): Participant | undefined {
  return useRoomView((view) => view.participants.find((participant) => participant.uid === uid));
}
