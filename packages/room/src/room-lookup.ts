import type { Participant, RoomState, Source, Stream, Uid } from '@callgrid/protocol';

export function findParticipant(room: RoomState, uid: Uid): Participant | undefined {
  return room.participants.find((participant) => participant.uid === uid);
}

export function findStream(room: RoomState, uid: Uid, source: Source): Stream | undefined {
  return room.streams.find((stream) => stream.uid === uid && stream.source === source);
}
