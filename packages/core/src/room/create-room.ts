import { CallRoom } from './call-room.ts';
import type { Room, RoomOptions } from './room.ts';

/** A room that can be joined and left any number of times. Creating it opens nothing. */
export function createRoom(options: RoomOptions): Room {
  return new CallRoom(options);
}
