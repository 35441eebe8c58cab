import type {
  Address,
  ErrorCode,
  JoinParams,
  LeaveReason,
  Notification,
  RequestMethod,
  Requests,
  RoomSnapshot,
  RoomUpdate,
  StreamId,
  Uid,
} from '@callgrid/protocol';
import type { Platform } from '../platform/platform.ts';

/** The port to whoever runs the room: commands in, notifications out. */
export interface Backend {
  readonly capabilities: BackendCapabilities;
  /** Begins one call. Nothing is sent before `join`. */
  open(
    platform: Platform,
    intent: () => JoinIntent,
    listener: (message: BackendMessage) => void,
  ): BackendSession;
}

export interface BackendCapabilities {
  /** A dropped connection keeps its place in the room. */
  readonly resume: boolean;
  /** Notifications say why somebody left. */
  readonly leaveReasons: boolean;
  readonly roles: boolean;
  readonly screen: boolean;
  /** Streams say whether their packets arrive. */
  readonly mediaStates: boolean;
  /** Others are told who speaks. */
  readonly speaking: boolean;
  /** Another token can be given in the call. */
  readonly tokenRenewal: boolean;
}

/** What the app wants to be in the room, as of now; read anew at every join. */
export type JoinIntent = Omit<JoinParams, 'version' | 'session' | 'known' | 'visible'>;

/** The commands a room gives to its backend once it has joined. */
export type BackendCommand = Exclude<RequestMethod, 'join' | 'leave' | 'heartbeat' | 'sync'>;

/** A command with its params tied to its name. */
export type AnyCommand = {
  [Name in BackendCommand]: { readonly method: Name; readonly params: Requests[Name]['params'] };
}[BackendCommand];

export interface BackendSession {
  /** Tells `joined` before it resolves. Rejects with an `RtcError`; then the session is over. */
  join(): Promise<void>;
  /** Sends a command, or keeps it for the reconnect. Rejects with an `RtcError`, at the latest after the command's time. */
  request<Method extends BackendCommand>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result']>;
  /** Ends the session in any state; settles within the `leave` time and never rejects. Nothing is told afterwards. */
  leave(): Promise<void>;
}

export type BackendMessage =
  | { readonly type: 'joined'; readonly self: Uid; readonly snapshot: RoomSnapshot }
  /** A fact. One that says that this participant left ends the session; nothing is told afterwards. */
  | {
      readonly type: 'notified';
      readonly notification: Notification;
      readonly address?: Address;
      readonly id?: StreamId;
    }
  /** The connection broke, or attempt number `attempt` (from 1) to bring it back begins. */
  | { readonly type: 'reconnecting'; readonly attempt: number; readonly cause: ErrorCode }
  /** The connection is back: in the same seat, or, when `fresh`, in a new one. Without `room` nothing changed in it. */
  | { readonly type: 'reconnected'; readonly fresh: boolean; readonly snapshot: RoomUpdate }
  /** The room as it is, after a notification was missed. */
  | { readonly type: 'synced'; readonly snapshot: RoomSnapshot }
  /** Where a stream is pushed or pulled, learned apart from any fact or answer. */
  | { readonly type: 'addressed'; readonly id: StreamId; readonly address: Address }
  /** A command got no answer in time. */
  | { readonly type: 'commandTimedOut'; readonly method: BackendCommand }
  /** The session is over. */
  | { readonly type: 'ended'; readonly reason: LeaveReason };
