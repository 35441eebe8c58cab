import type { MediaKind, Role, Source, StreamAddress, Uid } from '@callgrid/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { RoomEvent, RoomEvents } from './room-events.ts';
import type { RoomView } from './room-view.ts';

export interface JoinOptions {
  /** The room's name: 1 to 64 characters. */
  readonly channelName: string;
  /** A safe integer, decimal text or a BigNumber, 0 to 2^64 − 1. */
  readonly uid: Parameters<typeof import('@callgrid/protocol').toUid>[0];
  /** What to show for this participant: up to 64 characters. */
  readonly name?: string;
  /** Default: what `setRole` said last, at first `broadcaster`. */
  readonly role?: Role;
  readonly token?: string;
  /** Publish these kinds of the camera at once; the push address then comes with the join. */
  readonly publish?: readonly MediaKind[];
  /** Give an address for every remote stream as it comes. Default true. */
  readonly autoSubscribe?: boolean;
}

export interface StreamOptions {
  /** Default `camera`. */
  readonly source?: Source;
  /** Default both. */
  readonly kinds?: readonly MediaKind[];
}

export interface SubscriptionOptions extends StreamOptions {
  readonly uid: Uid;
}

/** One call. Every promise settles; those that fail reject with an `RtcError`, and none throws. */
export interface Room {
  /** What a screen shows, as a zustand store. */
  readonly store: StoreApi<RoomView>;
  join(options: JoinOptions): Promise<{ readonly uid: Uid }>;
  /** Leaves in any state, joining included. Never rejects. */
  leave(): Promise<void>;
  /** Declares the stream; gives where to push. What is published already keeps its address. */
  publish(options?: StreamOptions): Promise<StreamAddress>;
  unpublish(options?: StreamOptions): Promise<void>;
  /** Gives where to pull. Subscribing again gives the same address. */
  subscribe(options: SubscriptionOptions): Promise<StreamAddress>;
  unsubscribe(options: SubscriptionOptions): Promise<void>;
  /** Acts on the store at once, tells the others, and stays through reconnects. Also before joining. */
  mute(kind: MediaKind): Promise<void>;
  unmute(kind: MediaKind): Promise<void>;
  /** In the room: audience withdraws all own streams. Before joining: remembered. */
  setRole(role: Role): Promise<void>;
  /** Gives the function that stops it. A listener that throws is reported and stops nothing. */
  on<Event extends RoomEvent>(event: Event, listener: (payload: RoomEvents[Event]) => void): () => void;
}
