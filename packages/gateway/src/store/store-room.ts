import type { RoomState, StreamId } from '@callgrid/protocol';
import type { Seat } from '../room/seat.ts';
import type { StoredRoom, StoredSeat } from './stored-rooms.ts';

/** The room for a gateway that comes after this one. */
export function storeRoom(
  facts: RoomState,
  streamNames: Readonly<Record<StreamId, string>>,
  seats: Iterable<Seat>,
): StoredRoom {
  return { facts, streamNames, seats: [...seats].map(storeSeat) };
}

function storeSeat({ uid, session, host, autoSubscribe, protocols, rights, grants }: Seat): StoredSeat {
  return {
    uid,
    session,
    host,
    autoSubscribe,
    protocols,
    rights,
    grants: [...grants.values()].map(({ streamId, key, kinds, expiresAt }) => ({
      streamId,
      key,
      kinds,
      expiresAt,
    })),
  };
}
