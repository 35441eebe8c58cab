import type { LeaveReason, NotificationParams, StreamId } from '@callgrid/protocol';
import type { BackendCommand } from '../backend/backend.ts';
import type { ConnectionState } from './connection-state.ts';

/**
 * What a room tells: the facts about others and about this client, each with one payload object.
 * After any event the room's store already agrees with it.
 */
export interface RoomEvents extends NotificationParams {
  connectionChanged: { readonly connection: ConnectionState };
  /**
   * The connection is back; `fresh` when the seat had run out and this client joined anew. What it had asked for by
   * hand was then asked for again, and answered.
   */
  reconnected: { readonly fresh: boolean };
  /** The address of a stream is new, or was withdrawn. */
  addressChanged: { readonly id: StreamId };
  /** A command got no answer within 10 s; its promise has rejected with `request/timeout`. */
  commandTimedOut: { readonly method: BackendCommand };
  /** This client is out of the room, for whatever reason. Said once a call. */
  left: { readonly reason: LeaveReason };
}

/** The name of an event. */
export type RoomEvent = keyof RoomEvents;
