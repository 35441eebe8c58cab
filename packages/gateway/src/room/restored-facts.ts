import { type MediaKind, type MediaState, mediaKinds, type RoomState, type Stream } from '@callgrid/protocol';
import { findParticipant } from '@callgrid/room';

/** The facts after a restart: everybody is away and silent, and no packet has come yet. */
export function restoredFacts(room: RoomState): RoomState {
  return {
    ...room,
    participants: room.participants.map((it) =>
      it.status === 'background' ? it : { ...it, status: 'reconnecting', speaking: false },
    ),
    streams: room.streams.map((stream) => ({ ...stream, media: restoredMedia(room, stream) })),
  };
}

function restoredMedia(room: RoomState, { uid, source, media }: Stream): Stream['media'] {
  const muted = source === 'camera' ? findParticipant(room, uid)?.muted : undefined;
  const after = (kind: MediaKind): MediaState =>
    // A muted kind owes no packets, and what never came has not stalled.
    media[kind] === 'waiting' || muted?.[kind] ? 'waiting' : 'stalled';
  return Object.fromEntries(mediaKinds.filter((kind) => media[kind]).map((kind) => [kind, after(kind)]));
}
