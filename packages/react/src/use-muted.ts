import type { MediaKind, Uid } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** Whether a participant has muted a kind. For this client itself it is true at once, before the gateway knows. */
export function useMuted(uid: Uid, kind: MediaKind): boolean {
  return useRoomView(({ local, participants }) =>
    local.uid === uid
      ? local.muted[kind]
      : (participants.find((participant) => participant.uid === uid)?.muted[kind] ?? false),
  );
}
