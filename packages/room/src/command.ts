import type {
  CallMode,
  LeaveReason,
  MediaKind,
  MediaState,
  Participant,
  ParticipantStatus,
  Role,
  Source,
  Uid,
} from '@callgrid/protocol';

/** Whatever can be wanted of a room: by a participant, by the gateway's clock or by the media engine. */
export type Command =
  | { readonly type: 'join'; readonly participant: Participant }
  | { readonly type: 'leave'; readonly uid: Uid; readonly reason: LeaveReason }
  | { readonly type: 'setStatus'; readonly uid: Uid; readonly status: ParticipantStatus }
  | { readonly type: 'setRole'; readonly uid: Uid; readonly role: Role }
  | {
      readonly type: 'publish' | 'unpublish';
      readonly uid: Uid;
      readonly source: Source;
      readonly kinds: readonly MediaKind[];
    }
  | {
      readonly type: 'subscribe';
      readonly uid: Uid;
      readonly publisher: Uid;
      readonly source: Source;
      readonly kinds: readonly MediaKind[];
    }
  | { readonly type: 'setMode'; readonly uid: Uid; readonly mode: CallMode }
  | { readonly type: 'setSpeaking'; readonly uid: Uid; readonly speaking: boolean }
  | { readonly type: 'mute' | 'unmute'; readonly uid: Uid; readonly kind: MediaKind }
  | {
      readonly type: 'reportMedia';
      readonly uid: Uid;
      readonly source: Source;
      readonly kind: MediaKind;
      readonly media: MediaState;
    };
