import {
  type ErrorCode,
  type MediaKind,
  mediaKinds,
  type Notification,
  type RoomState,
  type Uid,
} from '@callgrid/protocol';
import type { Command } from './command.ts';
import { evolve } from './evolve.ts';
import { findParticipant, findStream } from './room-lookup.ts';

/** What the room says to a command: the facts that follow, none when nothing changes, or a refusal. */
export type Decision =
  | { readonly ok: true; readonly notifications: readonly Notification[] }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** The rules of a room. Pure: the same room and command always give the same decision. */
export function decide(room: RoomState, command: Command): Decision {
  const decision = judge(room, command);
  return decision.ok ? { ok: true, notifications: silenced(room, decision.notifications) } : decision;
}

/** With these facts, and that whoever is not heard any more by them does not speak. */
function silenced(room: RoomState, facts: readonly Notification[]): readonly Notification[] {
  const speakers = room.participants.filter(({ speaking }) => speaking);
  if (speakers.length === 0 || facts.length === 0) return facts;
  const after = facts.reduce(evolve, room);
  const unheard = speakers.filter(({ uid }) => findParticipant(after, uid)?.speaking && !isHeard(after, uid));
  return [
    ...facts,
    ...unheard.map(
      ({ uid }): Notification => ({ method: 'speakingChanged', params: { uid, speaking: false } }),
    ),
  ];
}

/** Whether what somebody says reaches the others. */
function isHeard(room: RoomState, uid: Uid): boolean {
  const person = findParticipant(room, uid);
  const sound = findStream(room, uid, 'camera')?.media.audio;
  return person?.status === 'connected' && !person.muted.audio && sound !== undefined;
}

function judge(room: RoomState, command: Command): Decision {
  if (command.type === 'join') {
    const { uid } = command.participant;
    if (findParticipant(room, uid)) return refuse('room/alreadyJoined', `${uid} is in the room already.`);
    return accept({ method: 'participantJoined', params: { participant: command.participant } });
  }

  const { uid } = command;
  const self = findParticipant(room, uid);
  if (!self) return refuse('room/notJoined', `${uid} is not in the room. Join first.`);

  switch (command.type) {
    case 'leave':
      return accept({ method: 'participantLeft', params: { uid, reason: command.reason } });

    case 'setStatus':
      if (self.status === command.status) return accept();
      return accept({ method: 'statusChanged', params: { uid, status: command.status } });

    case 'setRole': {
      if (self.role === command.role) return accept();
      const withdrawn = command.role === 'audience' ? withdrawAll(room, uid) : [];
      return accept(...withdrawn, { method: 'roleChanged', params: { uid, role: command.role } });
    }

    case 'setMode':
      if ((self.service?.mode ?? 'audioVideo') === command.mode) return accept();
      return accept({ method: 'modeChanged', params: { uid, mode: command.mode } });

    case 'setSpeaking': {
      const { speaking } = command;
      // Whoever is not heard says so too late.
      if (speaking === self.speaking || (speaking && !isHeard(room, uid))) return accept();
      return accept({ method: 'speakingChanged', params: { uid, speaking } });
    }

    case 'publish': {
      if (self.role === 'audience') {
        return refuse(
          'role/audience',
          'An audience member cannot publish. Call setRole("broadcaster") first.',
        );
      }
      const published = findStream(room, uid, command.source)?.media ?? {};
      const kinds = mediaKinds.filter((kind) => command.kinds.includes(kind) && !published[kind]);
      if (kinds.length === 0) return accept();
      return accept({ method: 'streamPublished', params: { uid, source: command.source, kinds } });
    }

    case 'unpublish': {
      const published = findStream(room, uid, command.source)?.media ?? {};
      const kinds = mediaKinds.filter((kind) => command.kinds.includes(kind) && published[kind]);
      if (kinds.length === 0) return accept();
      return accept({ method: 'streamUnpublished', params: { uid, source: command.source, kinds } });
    }

    case 'subscribe':
      if (command.publisher === uid) {
        return refuse(
          'request/malformed',
          'Nobody subscribes to an own stream. Use publish() for its address.',
        );
      }
      if (!findParticipant(room, command.publisher)) {
        return refuse('participant/unknown', `${command.publisher} is not in the room.`);
      }
      if (!findStream(room, command.publisher, command.source)) {
        return refuse(
          'stream/notPublished',
          `${command.publisher} has not published ${command.source}. Wait for streamPublished.`,
        );
      }
      return accept();

    case 'mute':
    case 'unmute': {
      const { kind } = command;
      if (self.muted[kind] === (command.type === 'mute')) return accept();
      if (command.type === 'unmute') return accept({ method: 'unmuted', params: { uid, kind } });
      const isStalled = findStream(room, uid, 'camera')?.media[kind] === 'stalled';
      // Muted, it owes no packets: it waits for them.
      const forgiven: Notification[] = isStalled
        ? [{ method: 'mediaChanged', params: { uid, source: 'camera', kind, media: 'waiting' } }]
        : [];
      return accept({ method: 'muted', params: { uid, kind } }, ...forgiven);
    }

    case 'reportMedia': {
      const { source, kind, media } = command;
      const before = findStream(room, uid, source)?.media[kind];
      if (before === undefined || before === media) return accept();
      // Packets of a muted kind may stop and come back; and what never came has not stalled.
      if (media === 'stalled' && (isMuted(kind, source) || before === 'waiting')) return accept();
      return accept({ method: 'mediaChanged', params: { uid, source, kind, media } });
    }
  }

  function isMuted(kind: MediaKind, source: string): boolean {
    return source === 'camera' && self!.muted[kind];
  }
}

function withdrawAll(room: RoomState, uid: Uid): Notification[] {
  return room.streams
    .filter((stream) => stream.uid === uid)
    .map((stream) => ({
      method: 'streamUnpublished',
      params: { uid, source: stream.source, kinds: mediaKinds.filter((kind) => stream.media[kind]) },
    }));
}

function accept(...notifications: Notification[]): Decision {
  return { ok: true, notifications };
}

function refuse(code: ErrorCode, message: string): Decision {
  return { ok: false, code, message };
}
