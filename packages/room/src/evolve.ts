import {
  type MediaKind,
  type MediaState,
  type Notification,
  type Participant,
  type RoomState,
  type Source,
  type Stream,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { findParticipant, findStream } from './room-lookup.ts';

/** A room that nobody has joined yet. */
export function emptyRoom(channelName: string): RoomState {
  return { channelName, participants: [], streams: [] };
}

/**
 * The room after one fact. Whatever the fact does not touch stays the same object; a fact that
 * changes nothing (it is known, or about somebody unknown) gives the very same room.
 */
export function evolve(room: RoomState, { method, params }: Notification): RoomState {
  switch (method) {
    case 'participantJoined': {
      if (findParticipant(room, params.participant.uid)) return room;
      return { ...room, participants: [...room.participants, params.participant] };
    }
    case 'participantLeft': {
      if (!findParticipant(room, params.uid)) return room;
      const streams = room.streams.some((stream) => stream.uid === params.uid)
        ? room.streams.filter((stream) => stream.uid !== params.uid)
        : room.streams;
      const participants = room.participants.filter((participant) => participant.uid !== params.uid);
      return { ...room, participants, streams };
    }
    case 'statusChanged':
    case 'roleChanged':
    case 'speakingChanged':
      return withParticipant(room, params.uid, (it) => (isPart(params, it) ? it : { ...it, ...params }));
    case 'modeChanged':
      return withParticipant(room, params.uid, (it) =>
        it.service?.mode === params.mode ? it : { ...it, service: { ...it.service, mode: params.mode } },
      );
    case 'muted':
    case 'unmuted': {
      const muted = method === 'muted';
      return withParticipant(room, params.uid, (it) =>
        it.muted[params.kind] === muted ? it : { ...it, muted: { ...it.muted, [params.kind]: muted } },
      );
    }
    case 'streamPublished': {
      if (!findParticipant(room, params.uid)) return room;
      const before = findStream(room, params.uid, params.source)?.media ?? {};
      const kinds = params.kinds.filter((kind) => !before[kind]);
      if (kinds.length === 0) return room;
      const media = { ...before };
      for (const kind of kinds) media[kind] = 'waiting';
      return withMedia(room, params.uid, params.source, media);
    }
    case 'streamUnpublished': {
      const before = findStream(room, params.uid, params.source)?.media;
      if (!before || !params.kinds.some((kind) => before[kind])) return room;
      const media = { ...before };
      for (const kind of params.kinds) delete media[kind];
      return withMedia(room, params.uid, params.source, media);
    }
    case 'mediaChanged': {
      const before = findStream(room, params.uid, params.source)?.media;
      if (!before?.[params.kind] || before[params.kind] === params.media) return room;
      return withMedia(room, params.uid, params.source, { ...before, [params.kind]: params.media });
    }
  }
}

/** Whether a participant is as these of its fields say already. */
function isPart(fields: Partial<Participant>, participant: Participant): boolean {
  return Object.keys(fields).every(
    (name) => fields[name as keyof Participant] === participant[name as keyof Participant],
  );
}

function withParticipant(room: RoomState, uid: Uid, change: (it: Participant) => Participant): RoomState {
  const before = findParticipant(room, uid);
  if (!before) return room;
  const after = change(before);
  if (after === before) return room;
  return { ...room, participants: room.participants.map((it) => (it === before ? after : it)) };
}

/** The stream with this media: added when new, removed with its last kind. */
function withMedia(
  room: RoomState,
  uid: Uid,
  source: Source,
  media: Partial<Record<MediaKind, MediaState>>,
): RoomState {
  const before = findStream(room, uid, source);
  if (!media.audio && !media.video) return { ...room, streams: room.streams.filter((it) => it !== before) };
  const after: Stream = { id: streamId(uid, source), uid, source, media };
  const streams = before ? room.streams.map((it) => (it === before ? after : it)) : [...room.streams, after];
  return { ...room, streams };
}
