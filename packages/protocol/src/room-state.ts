import type { ServiceOptions } from './service-options.ts';
import type { MediaKind, Source, StreamId } from './stream-id.ts';
import type { Uid } from './uid.ts';

/** A broadcaster publishes and subscribes; an audience member only subscribes. */
export type Role = 'broadcaster' | 'audience';
export const roles = ['broadcaster', 'audience'] as const satisfies readonly Role[];

/** connected ⇄ reconnecting (its socket is gone) ⇄ background (its app is hidden) */
export type ParticipantStatus = 'connected' | 'reconnecting' | 'background';

/** waiting (no packet yet) → live ⇄ stalled (packets stopped, but nothing was unpublished) */
export type MediaState = 'waiting' | 'live' | 'stalled';

/** One person in the room. */
export interface Participant {
  readonly uid: Uid;
  /** What to show for the person; empty when none was given. */
  readonly name: string;
  readonly role: Role;
  readonly status: ParticipantStatus;
  /** What the person has muted. Mute is apart from publishing: a muted kind stays published. */
  readonly muted: Readonly<Record<MediaKind, boolean>>;
  /** Whether the person speaks now, as its own client says. */
  readonly speaking: boolean;
  /** What the person asked of the service; absent when nothing. */
  readonly service?: ServiceOptions;
}

/** One published stream: one address with audio, video or both in it. */
export interface Stream {
  readonly id: StreamId;
  readonly uid: Uid;
  readonly source: Source;
  /** Which kinds are published, and whether their packets arrive. */
  readonly media: Readonly<Partial<Record<MediaKind, MediaState>>>;
}

/** The replicated room: facts only, the same for everybody. Both lists are in order of arrival. */
export interface RoomState {
  readonly channelName: string;
  readonly participants: readonly Participant[];
  readonly streams: readonly Stream[];
}

/** Why a participant is no longer in the room. */
export type LeaveReason =
  /** By own wish. */
  | 'left'
  /** Removed by the room's owner. */
  | 'kicked'
  /** The seat ran out without its client coming back; seen by others. */
  | 'timeout'
  /** The same uid joined elsewhere. */
  | 'replaced'
  /** The room was closed. */
  | 'dissolved'
  /** The own client gave up; never seen by others. */
  | 'connectionLost'
  /** The gateway refused the join; never seen by others. */
  | 'refused';
