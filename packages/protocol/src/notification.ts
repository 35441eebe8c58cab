import type { Address } from './address.ts';
import type { LeaveReason, MediaState, Participant, ParticipantStatus, Role } from './room-state.ts';
import type { CallMode } from './service-options.ts';
import type { MediaKind, Source } from './stream-id.ts';
import type { Uid } from './uid.ts';

/** Every fact that can change a room, by name. */
export interface NotificationParams {
  participantJoined: { readonly participant: Participant };
  /** The participant and its streams are gone; no `streamUnpublished` comes before. */
  participantLeft: { readonly uid: Uid; readonly reason: LeaveReason };
  statusChanged: { readonly uid: Uid; readonly status: ParticipantStatus };
  roleChanged: { readonly uid: Uid; readonly role: Role };
  streamPublished: { readonly uid: Uid; readonly source: Source; readonly kinds: readonly MediaKind[] };
  streamUnpublished: { readonly uid: Uid; readonly source: Source; readonly kinds: readonly MediaKind[] };
  muted: { readonly uid: Uid; readonly kind: MediaKind };
  unmuted: { readonly uid: Uid; readonly kind: MediaKind };
  speakingChanged: { readonly uid: Uid; readonly speaking: boolean };
  /** What the person means to send is something else now; what is published is told apart. */
  modeChanged: { readonly uid: Uid; readonly mode: CallMode };
  mediaChanged: {
    readonly uid: Uid;
    readonly source: Source;
    readonly kind: MediaKind;
    readonly media: MediaState;
  };
}

export type NotificationMethod = keyof NotificationParams;

/** One fact: what `decide` gives and `evolve` takes. */
export type Notification = {
  [Method in NotificationMethod]: { readonly method: Method; readonly params: NotificationParams[Method] };
}[NotificationMethod];

/** Where a viewer's copy of the room stands: `seq` counts the facts since the room's `epoch` began. */
export interface RoomVersion {
  /** Changes when the gateway had to begin the room anew. */
  readonly epoch: string;
  readonly seq: number;
}

/** A fact on the wire. */
export type NotificationFrame = Notification &
  RoomVersion & {
    /** This viewer's address of a stream just published, when it asked to subscribe to everything. */
    readonly address?: Address;
  };
