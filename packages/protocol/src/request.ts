import type { Address, MediaProtocol } from './address.ts';
import type { RoomVersion } from './notification.ts';
import type { QualitySample } from './quality.ts';
import type { Role, RoomState } from './room-state.ts';
import type { CallMode, ServiceOptions } from './service-options.ts';
import type { MediaKind, Source, StreamId } from './stream-id.ts';
import type { ClientTimers } from './timers.ts';
import type { Uid } from './uid.ts';

/** The version of this protocol. It stands in the WebSocket subprotocol and, for proxies that drop that, in `join`. */
export const PROTOCOL_VERSION = 1;
export const SUBPROTOCOL = `callgrid.v${PROTOCOL_VERSION}`;

export interface JoinParams {
  readonly version: number;
  readonly channelName: string;
  readonly uid: Uid;
  readonly name?: string;
  readonly role?: Role;
  /** Proves the right to join, where the gateway has a secret. */
  readonly token?: string;
  /** The session of a seat this client already holds: takes the seat up again instead of making one. */
  readonly session?: string;
  /** The room as this client knows it: a seat taken up again in that very room gets an answer without `room`. */
  readonly known?: RoomVersion;
  readonly service?: ServiceOptions;
  /** Publish the camera at once: the push address comes with the answer. */
  readonly publish?: readonly MediaKind[];
  readonly muted?: readonly MediaKind[];
  /** Give an address for every stream, now and as they come, without a `subscribe` each. */
  readonly autoSubscribe?: boolean;
  /** False where the app is hidden: the seat then waits longer for a client that is away. Default true. */
  readonly visible?: boolean;
  /** What this client's views can push and play, best first. */
  readonly protocols: { readonly push: readonly MediaProtocol[]; readonly pull: readonly MediaProtocol[] };
}

/** Where the facts stand, and the viewer's own addresses. */
export interface RoomUpdate extends RoomVersion {
  /** Left out where it is what the viewer said it knows. */
  readonly room?: RoomState;
  /** By stream: where to push an own stream, where to pull somebody else's. */
  readonly addresses: Readonly<Record<StreamId, Address>>;
}

/** The room as one viewer gets it: the facts, where they stand, and the viewer's own addresses. */
export interface RoomSnapshot extends RoomUpdate {
  readonly room: RoomState;
}

export interface JoinResult extends RoomUpdate {
  /** Proves that the seat is this client's. Keep it secret. */
  readonly session: string;
  /** Whether the seat named by `session` was taken up again. */
  readonly resumed: boolean;
  readonly timers: ClientTimers;
}

export interface StreamParams {
  readonly source: Source;
  readonly kinds: readonly MediaKind[];
}

export interface SubscriptionParams extends StreamParams {
  readonly uid: Uid;
}

export interface StreamAddress {
  readonly id: StreamId;
  readonly address: Address;
}

type Empty = Readonly<Record<string, never>>;

/** Every request a client can make, with its answer. */
export interface Requests {
  join: { params: JoinParams; result: JoinResult };
  leave: { params: Empty; result: Empty };
  publish: { params: StreamParams; result: StreamAddress };
  unpublish: { params: StreamParams; result: Empty };
  subscribe: { params: SubscriptionParams; result: StreamAddress };
  unsubscribe: { params: SubscriptionParams; result: Empty };
  mute: { params: { readonly kind: MediaKind }; result: Empty };
  unmute: { params: { readonly kind: MediaKind }; result: Empty };
  setMode: { params: { readonly mode: CallMode }; result: Empty };
  setRole: { params: { readonly role: Role }; result: Empty };
  /** Says that this person began or ceased to speak; a muted one does not speak. */
  setSpeaking: { params: { readonly speaking: boolean }; result: Empty };
  /** Says that the app was hidden, so that the seat lives longer, or shown again. */
  setVisible: { params: { readonly visible: boolean }; result: Empty };
  /** Another token for the rest of the call: its rights hold at once, and it counts at the next join. */
  renewToken: { params: { readonly token: string }; result: Empty };
  /** What the devices say of the streams, for operators. */
  report: { params: { readonly samples: readonly QualitySample[] }; result: Empty };
  /** The room as it is, after a gap in `seq`. */
  sync: { params: Empty; result: RoomSnapshot };
  heartbeat: { params: Empty; result: Empty };
}

export type RequestMethod = keyof Requests;

export interface RequestFrame<Method extends RequestMethod = RequestMethod> {
  readonly id: number;
  readonly method: Method;
  readonly params: Requests[Method]['params'];
}

/** An answer to the request of the same `id`; `id` is null when the request could not be read. */
export type ResponseFrame =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number | null; readonly error: { readonly code: string; readonly message: string } };
