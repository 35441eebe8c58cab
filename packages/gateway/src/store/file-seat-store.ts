import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { SeatStore } from './seat-store.ts';
import { readStoredRooms, type StoredRooms, writeStoredRooms } from './stored-rooms.ts';

/** Seats in one file that only its owner can read. Whoever kills the gateway finds the old file or the new one. */
export class FileSeatStore implements SeatStore {
  private readonly file: string;
  private readonly log: Logger;

  constructor(file: string, log: Logger) {
    this.file = file;
    this.log = log;
  }

  /** A file that cannot be understood is put aside as `….broken`, said in the log, and means no rooms. */
  async load(): Promise<StoredRooms> {
    const text = await this.read();
    if (text === undefined) return [];
    const read = readStoredRooms(text);
    if (read.ok) return read.rooms;
    const aside = `${this.file}.broken`;
    await rename(this.file, aside);
    this.log.error(
      { file: this.file, aside, reason: read.reason },
      'the stored seats cannot be read, so everybody has to join afresh; the file was put aside',
    );
    return [];
  }

  async save(rooms: StoredRooms): Promise<void> {
    const folder = path.dirname(this.file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const next = `${this.file}.next`;
    const handle = await open(next, 'w', 0o600);
    try {
      // One that was left behind may have another mode.
      await handle.chmod(0o600);
      await handle.writeFile(writeStoredRooms(rooms));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, this.file);
  }

  private async read(): Promise<string | undefined> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      throw new Error(
        `the stored seats cannot be read (${message}). Choose another file with --store, or none with "--store none".`,
      );
    }
  }
}
