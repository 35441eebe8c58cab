import type { Clock } from '@callgrid/protocol';
import type { Logger } from 'pino';
import type { SeatStore } from './seat-store.ts';
import type { StoredRooms } from './stored-rooms.ts';

/** A change is on its way to the store after so many milliseconds. */
const SAVE_AFTER = 50;
/** What could not be saved is tried again after so many milliseconds. */
const SAVE_AGAIN_AFTER = 1_000;
/** Where saving takes long, it takes no more than one part of so many of the time. */
const SAVING_SHARE = 10;

export interface SeatKeeperOptions {
  readonly store: SeatStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** The rooms as they are now. */
  rooms(): StoredRooms;
}

/** idle → due → saving → idle … stopped: brings the rooms to their store soon after each change. */
export class SeatKeeper {
  private readonly options: SeatKeeperOptions;
  private phase: 'idle' | 'due' | 'saving' | 'stopped' = 'idle';
  /** Something changed since the save under way began. */
  private dirty = false;
  private wait = SAVE_AFTER;
  private saving: Promise<void> = Promise.resolve();
  private stopTimer = (): void => {};
  private failing = false;

  constructor(options: SeatKeeperOptions) {
    this.options = options;
  }

  changed(): void {
    if (this.phase === 'saving') this.dirty = true;
    if (this.phase !== 'idle') return;
    this.phase = 'due';
    this.stopTimer = this.options.clock.after(this.wait, () => {
      this.saving = this.save();
    });
  }

  /** Saves the rooms as they are at this moment, and nothing after. Never rejects. */
  stop(): Promise<void> {
    if (this.phase === 'stopped') return this.saving;
    this.phase = 'stopped';
    this.stopTimer();
    const last = this.options.rooms();
    this.saving = this.saving.then(() => this.write(last));
    return this.saving;
  }

  /** Saves nothing from now on. */
  abandon(): void {
    this.phase = 'stopped';
    this.stopTimer();
  }

  private async save(): Promise<void> {
    this.phase = 'saving';
    this.dirty = false;
    await this.write(this.options.rooms());
    if (this.isStopped()) return;
    this.phase = 'idle';
    if (this.dirty || this.failing) this.changed();
  }

  private async write(rooms: StoredRooms): Promise<void> {
    const { store, clock, log } = this.options;
    const began = clock.now();
    try {
      await store.save(rooms);
      this.failing = false;
    } catch (error) {
      if (!this.failing) {
        const { message } = error as Error;
        log.error({ reason: message }, 'the seats could not be stored; a restart would end the calls');
      }
      this.failing = true;
    }
    const least = this.failing ? SAVE_AGAIN_AFTER : SAVE_AFTER;
    this.wait = Math.max(least, (clock.now() - began) * SAVING_SHARE);
  }

  /** Asked anew after every wait. */
  private isStopped(): boolean {
    return this.phase === 'stopped';
  }
}
