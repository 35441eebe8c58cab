import type {
  CallMode,
  MediaKind,
  QualitySample,
  Role,
  ServiceOptions,
  Source,
  StreamAddress,
  Uid,
} from '@callgrid/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { Backend } from '../backend/backend.ts';
import type { Platform } from '../platform/platform.ts';
import type { RoomEvent, RoomEvents } from './room-events.ts';
import type { RoomView } from './room-view.ts';

/** What a room is made of. */
export interface RoomOptions {
  /** Who runs the room, such as `gateway('wss://call.example.com')`. */
  readonly backend: Backend;
  /** Where this runs, such as `createWebPlatform()`. */
  readonly platform: Platform;
}

/** Who joins which room, and as what. */
export interface JoinOptions {
  /** The room's name: 1 to 64 characters. */
  readonly channelName: string;
  /** A safe integer, decimal text or a BigNumber, 0 to 2^64 − 1. */
  readonly uid: Parameters<typeof import('@callgrid/protocol').toUid>[0];
  /** What to show for this participant: up to 64 characters. */
  readonly name?: string;
  /** Default: what `setRole` said last, at first `broadcaster`. */
  readonly role?: Role;
  /** Proves the right to join, where the gateway asks for one. */
  readonly token?: string;
  /** What is asked of the service beside the call, such as a recording; others see it in the room. */
  readonly service?: ServiceOptions;
  /** Publish these kinds of the camera at once; the push address then comes with the join. */
  readonly publish?: readonly MediaKind[];
  /** Give an address for every remote stream as it comes. Default true. */
  readonly autoSubscribe?: boolean;
}

/** Which of the own streams, and which kinds of it. */
export interface StreamOptions {
  /** Default `camera`. */
  readonly source?: Source;
  /** Default both. */
  readonly kinds?: readonly MediaKind[];
}

/** Which of somebody's streams, and which kinds of it. */
export interface SubscriptionOptions extends StreamOptions {
  /** Whose. Not the own one: `publish` gives its address. */
  readonly uid: Uid;
}

/** One call. Every promise settles; those that fail reject with an `RtcError`, and none throws. */
export interface Room {
  /** What a screen shows, as a zustand store. */
  readonly store: StoreApi<RoomView>;
  /**
   * Joins, and settles once the store shows the room. Rejects with `uid/invalid` and `room/alreadyJoined` before
   * anything is sent, `connection/failed` when the gateway was not reached, `connection/aborted` when `leave` came
   * first, or with the gateway's refusal, such as `room/full`.
   */
  join(options: JoinOptions): Promise<{ readonly uid: Uid }>;
  /** Leaves in any state, joining included. Never rejects. */
  leave(): Promise<void>;
  /**
   * Declares the stream; gives where to push. What is published already keeps its address. Rejects with
   * `role/audience` for an audience member. As every command, it waits through a reconnect for up to 10 s, then rejects
   * with `request/timeout`.
   */
  publish(options?: StreamOptions): Promise<StreamAddress>;
  /** Withdraws these kinds. With the last one the address dies. */
  unpublish(options?: StreamOptions): Promise<void>;
  /**
   * Gives where to pull. Subscribing again gives the same address. Rejects with `participant/unknown` or
   * `stream/notPublished` when there is nothing to pull.
   */
  subscribe(options: SubscriptionOptions): Promise<StreamAddress>;
  /** Wants these kinds no longer. With the last one the address dies. */
  unsubscribe(options: SubscriptionOptions): Promise<void>;
  /** Acts on the store at once, tells the others, and stays through reconnects. Also before joining. */
  mute(kind: MediaKind): Promise<void>;
  /** The reverse of `mute`. */
  unmute(kind: MediaKind): Promise<void>;
  /** In the room: audience withdraws all own streams. Before joining: remembered. */
  setRole(role: Role): Promise<void>;
  /** In the room: says that this client means to send something else from now on. What is published stays. */
  setMode(mode: CallMode): Promise<void>;
  /**
   * Gives another token for the rest of the call: its rights hold at once, and it counts should this client have to
   * join anew. Rejects with `token/refused`, `token/expired` or `token/notAllowed`; then the earlier one stays.
   */
  renewToken(token: string): Promise<void>;
  /** Tells the others that this participant began or ceased to speak. Outside a room, or muted, it says nothing. */
  setSpeaking(speaking: boolean): void;
  /**
   * Tells operators what a device says of its stream. Samples are gathered and sent every 5 s at most, the latest a
   * stream; outside a room they are dropped. Never throws.
   */
  report(sample: QualitySample): void;
  /** Gives the function that stops it. A listener that throws is reported and stops nothing. */
  on<Event extends RoomEvent>(event: Event, listener: (payload: RoomEvents[Event]) => void): () => void;
}
