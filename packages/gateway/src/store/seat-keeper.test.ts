import { VirtualClock } from '@callgrid/core/testing';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { SeatKeeper } from './seat-keeper.ts';
import type { StoredRooms } from './stored-rooms.ts';

let clock: VirtualClock;
let logged: string[];
/** How many rooms each save had, and what ends the save under way. */
let saves: number[];
let end: (error?: Error) => void;
let rooms: StoredRooms;
let keeper: SeatKeeper;

beforeEach(() => {
  clock = new VirtualClock();
  logged = [];
  saves = [];
  rooms = [];
  const save = (all: StoredRooms) =>
    new Promise<void>((resolve, reject) => {
      saves.push(all.length);
      end = (error) => (error ? reject(error) : resolve());
    });
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  keeper = new SeatKeeper({ store: { load: async () => [], save }, clock, log, rooms: () => rooms });
});

function change(): void {
  rooms = [
    ...rooms,
    { facts: { channelName: '', participants: [], streams: [] }, streamNames: {}, seats: [] },
  ];
  keeper.changed();
}

describe('seats on their way to the store', () => {
  it('are saved soon, and once more for what changed in the meantime', async () => {
    change();
    change();
    await clock.advance(49);
    expect(saves).toEqual([]);
    await clock.advance(1);
    change();
    change();
    await clock.advance(1_000);
    expect(saves).toEqual([2]);
    end();
    await clock.advance(20_000);
    expect(saves).toEqual([2, 4]);
  });

  it('are saved less often where saving takes long', async () => {
    change();
    await clock.advance(50);
    await clock.advance(100);
    end();
    await clock.advance(0);
    change();
    await clock.advance(999);
    expect(saves).toEqual([1]);
    await clock.advance(1);
    expect(saves).toEqual([1, 2]);
  });

  it('are saved at once when the gateway stops, as they are at that moment, and not again', async () => {
    change();
    await clock.advance(50);
    change();
    const stopped = keeper.stop();
    change();
    expect(saves).toEqual([1]);
    end();
    await clock.advance(0);
    expect(saves).toEqual([1, 2]);
    end();
    await stopped;
    expect(clock.pending).toBe(0);
    await keeper.stop();
    expect(saves).toEqual([1, 2]);
  });

  it('that cannot be saved are told of once, and tried again every second until they are', async () => {
    change();
    await clock.advance(50);
    for (let turn = 0; turn < 3; turn++) {
      end(new Error('the disk is full'));
      await clock.advance(999);
      if (turn === 1) change();
      await clock.advance(1);
    }
    expect(saves).toEqual([1, 1, 2, 2]);
    end();
    await clock.advance(20_000);
    expect(saves).toHaveLength(4);
    expect(logged.filter((line) => line.includes('the disk is full'))).toHaveLength(1);
  });
});
