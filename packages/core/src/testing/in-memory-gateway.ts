import type {
  LeaveReason,
  MediaKind,
  MediaProtocol,
  MediaState,
  RoomState,
  Source,
  Uid,
} from '@callgrid/protocol';
import type { Backend } from '../backend/backend.ts';
import { gatewayCapabilities } from '../backend/gateway.ts';
import { InMemoryRoom } from './in-memory-room.ts';
import { InMemorySession } from './in-memory-session.ts';

/** A gateway without network or media: the same room rules, for tests and playgrounds. */
export interface InMemoryGateway {
  /** What clients are given to join its rooms. Every client gets one of its own. */
  backend(): Backend;
  /** The room as it is, or null while nobody is in it. */
  room(channelName: string): RoomState | null;
  /** Puts somebody out of the room. */
  remove(channelName: string, uid: Uid, reason: LeaveReason): void;
  /** Breaks a client's connection; its place in the room stays. */
  cut(channelName: string, uid: Uid): void;
  /** Brings a cut connection back. */
  restore(channelName: string, uid: Uid): void;
  /** Says that packets of a kind come, or do not. */
  reportMedia(channelName: string, uid: Uid, source: Source, kind: MediaKind, media: MediaState): void;
}

export interface InMemoryGatewayOptions {
  /** What clients may push by. Default: whatever they can. */
  readonly push?: readonly MediaProtocol[];
}

export function createInMemoryGateway({ push }: InMemoryGatewayOptions = {}): InMemoryGateway {
  const rooms = new Map<string, InMemoryRoom>();
  const roomOf = (channelName: string): InMemoryRoom => {
    const known = rooms.get(channelName);
    if (known) return known;
    const room = new InMemoryRoom(channelName, () => rooms.delete(channelName));
    rooms.set(channelName, room);
    return room;
  };
  return {
    backend: () => ({
      capabilities: gatewayCapabilities,
      open: (_platform, intent, tell) => new InMemorySession(roomOf, intent, tell, push),
    }),
    room: (channelName) => rooms.get(channelName)?.state ?? null,
    remove: (channelName, uid, reason) => rooms.get(channelName)?.run({ type: 'leave', uid, reason }),
    cut: (channelName, uid) => rooms.get(channelName)?.cut(uid),
    restore: (channelName, uid) => rooms.get(channelName)?.restore(uid),
    reportMedia: (channelName, uid, source, kind, media) =>
      rooms.get(channelName)?.run({ type: 'reportMedia', uid, source, kind, media }),
  };
}
