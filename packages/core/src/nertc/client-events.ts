import type { MediaType } from './media-type.ts';
import type { SdkUid } from './sdk-uid.ts';

/** A member and one of its media. */
export interface MemberMedia extends SdkUid {
  readonly mediaType: MediaType;
}

/** A stream's address, and whose. */
export interface MemberUrl extends SdkUid {
  readonly url: string;
}

/** The union of the shapes in which this event was ever published. Every entry of the lists has a url. */
export interface SyncDone extends MemberUrl {
  /** This client first, then every member whose pull address is known. */
  readonly userList: readonly MemberUrl[];
  /** The same list. */
  readonly userlist: readonly MemberUrl[];
}

/** A word of the service about the whole room. */
export interface RoomWord {
  readonly cmd: string;
  readonly body: { readonly cid: number; readonly reason: string };
}

/** Every event of the SDK by name, with its payload. */
export interface ClientEvents {
  /** A connection is about to be opened. */
  sessionStart: undefined;
  /** The socket is open: at the join and at each reconnect. */
  open: { readonly code: string; readonly desc: string };
  clientJoin: SdkUid;
  clientLeave: SdkUid;
  'stream-added': MemberMedia;
  'stream-removed': MemberMedia;
  /** The bare uid instead, where the client was made with `legacyMutePayload`. */
  'mute-audio': SdkUid | SdkUid['uid'];
  'unmute-audio': SdkUid | SdkUid['uid'];
  'mute-video': SdkUid | SdkUid['uid'];
  'unmute-video': SdkUid | SdkUid['uid'];
  /** A member's media begins or ceases to arrive; it stays published. `url` is empty while it is not subscribed. */
  'media-status': MemberMedia & MemberUrl & { readonly status: 'on' | 'off' };
  /** The own push address has changed. */
  syncDone: SyncDone;
  clientUpdate: SdkUid & { readonly mode: number };
  'role-Changed': SdkUid & { readonly role: 0 | 1 };
  kicked: RoomWord;
  liveRoomClose: RoomWord;
  /** `count` attempts to come back have failed so far. */
  willreconnect: { readonly count: number };
  reconnected: undefined;
  /** The session is over. Once a session. */
  disconnect: { readonly code: string; readonly reason: string };
  error: { readonly code: number | string; readonly desc: string; readonly connectCount: number };
  sendCommandOverTime: { readonly cmd: string };
  /** Never told: listed for apps that listen. */
  'ability-not-support': SdkUid & { readonly code: number; readonly errMsg: string };
  'rtmp-tasks-status': SdkUid & { readonly taskId: string; readonly code: number };
  'asr-captions': { readonly text: string };
}

export type ClientEvent = keyof ClientEvents;

/** One event with its payload. */
export type ToldEvent = {
  [Event in ClientEvent]: readonly [event: Event, payload: ClientEvents[Event]];
}[ClientEvent];
