import type { StoredRooms } from './stored-rooms.ts';

/** The port to wherever seats outlive the gateway. */
export interface SeatStore {
  /** What was saved last; no rooms where nothing was. Rejects only when the place cannot be read. */
  load(): Promise<StoredRooms>;
  /** Replaces what was saved, whole or not at all. The gateway waits for one save before it begins the next. */
  save(rooms: StoredRooms): Promise<void>;
}
