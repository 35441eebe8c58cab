import type { Address, MediaKind, Participant, Role, Stream, Uid } from '@callgrid/protocol';
import type { ConnectionState } from './connection-state.ts';

/** Everything a screen needs to know of a call. Whatever did not change stays the same object. */
export interface RoomView {
  readonly connection: ConnectionState;
  /** Everybody in the room, this client included, in order of arrival. */
  readonly participants: readonly Participant[];
  /** Every published stream, this client's included, in order of arrival. */
  readonly streams: readonly StreamView[];
  /** What this client is and wants; muting acts here at once, before the gateway knows. */
  readonly local: LocalView;
}

/** A stream, and where this client may push or pull it. */
export interface StreamView extends Stream {
  /** Where to push an own stream, or to pull somebody else's; null while it is not subscribed. */
  readonly address: Address | null;
}

/** This client, as it wants to be. */
export interface LocalView {
  /** Null before the first join. */
  readonly uid: Uid | null;
  readonly name: string;
  readonly role: Role;
  readonly muted: Readonly<Record<MediaKind, boolean>>;
}
