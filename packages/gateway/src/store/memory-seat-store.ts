import type { SeatStore } from './seat-store.ts';
import { readStoredRooms, type StoredRooms, writeStoredRooms } from './stored-rooms.ts';

/** Seats that outlive a gateway but not the process. */
export class MemorySeatStore implements SeatStore {
  private text = writeStoredRooms([]);

  async load(): Promise<StoredRooms> {
    const read = readStoredRooms(this.text);
    if (!read.ok) throw new Error(`What was saved cannot be read: ${read.reason}.`);
    return read.rooms;
  }

  async save(rooms: StoredRooms): Promise<void> {
    this.text = writeStoredRooms(rooms);
  }
}
