import { type StreamId, streamId, toUid } from '@callgrid/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { arrangeGrid, emptyGrid, type GridAction, type GridState, reduceGrid } from './grid-state.ts';

const camera = (uid: number) => streamId(toUid(uid), 'camera');
const seats = (...uids: number[]) => uids.map(camera);

let state: GridState;
let wait: number | null;
beforeEach(() => {
  state = { ...emptyGrid({ width: 390, height: 640 }, { maxPlayers: 8, pageSize: 4 }), layout: 'grid' };
});

function act(action: GridAction): void {
  ({ state, wait } = reduceGrid(state, action));
}

const come = (...uids: number[]) => act({ type: 'tiles', own: ['camera'], streams: seats(...uids) });
const speak = (now: number, ...uids: number[]) => act({ type: 'speakers', ids: seats(...uids), now });
const page = () => arrangeGrid(state).tiles.map(({ id }) => id);

describe('reduceGrid', () => {
  it('moves nobody when somebody comes or goes', () => {
    come(1, 2, 3);
    come(1, 3, 4);
    expect(state.seats).toEqual(seats(1, 3, 4));
  });

  it('stays the same object where nothing changed', () => {
    come(1, 2);
    const before = state;
    come(1, 2);
    act({ type: 'size', size: { width: 390, height: 640 } });
    act({ type: 'layout', layout: 'grid' });
    act({ type: 'page', page: 7 });
    act({ type: 'pin', id: camera(9), isPinned: true });
    act({ type: 'full', id: camera(9) });
    expect(state).toBe(before);
  });

  it('lets go of a pin, and of what is full, with the stream', () => {
    come(1, 2);
    act({ type: 'pin', id: camera(1), isPinned: true });
    act({ type: 'full', id: camera(1) });
    come(2);
    expect(state).toMatchObject({ pinned: [], full: null });
  });

  it('makes what is tapped large in place of another, and small again, a screen too', () => {
    const screen = streamId(toUid(1), 'screen');
    act({ type: 'layout', layout: 'auto' });
    act({ type: 'tiles', own: ['camera'], streams: [...seats(1, 2), screen] });
    const main = () => arrangeGrid(state).tiles.find(({ as }) => as === 'main')?.id;
    expect(main()).toBe(screen);
    act({ type: 'toggle', id: screen });
    expect(main()).toBeUndefined();
    act({ type: 'toggle', id: camera(1) });
    act({ type: 'toggle', id: camera(2) });
    expect([main(), state.pinned]).toEqual([camera(2), [camera(2)]]);
    act({ type: 'toggle', id: camera(2) });
    expect(main()).toBeUndefined();
    act({ type: 'tiles', own: ['camera'], streams: seats(1, 2) });
    act({ type: 'tiles', own: ['camera'], streams: [...seats(1, 2), screen] });
    expect(main()).toBe(screen);
  });

  it('stays on a page that there is, when people leave', () => {
    come(1, 2, 3, 4, 5, 6, 7);
    act({ type: 'page', page: 2 });
    come(1, 2, 3, 4);
    expect(state.page).toBe(1);
    come(1, 2, 3, 4, 5, 6, 7);
    expect(state.page).toBe(1);
  });

  it('brings a speaker from another page in, in place of whoever was heard longest ago, and moves nobody else', () => {
    come(1, 2, 3, 4, 5);
    speak(1_000, 1);
    speak(2_000, 3);
    speak(3_000);
    speak(10_000, 5);
    expect([page(), wait]).toEqual([['camera', ...seats(1, 2, 3)], 1_000]);
    speak(11_000, 5);
    expect(page()).toEqual(['camera', ...seats(1, 5, 3)]);
    expect(state.seats).toEqual(seats(1, 5, 3, 4, 2));
  });

  it('keeps the order while people talk: nobody takes the floor who has it, nor from whoever has just spoken', () => {
    come(1, 2, 3, 4, 5);
    speak(0, 1);
    speak(1_000, 1);
    expect(state.floor.holder).toBe(camera(1));
    speak(1_500, 1, 5);
    speak(9_000, 1, 5);
    expect([state.floor.holder, page()]).toEqual([camera(1), ['camera', ...seats(1, 2, 3)]]);
    speak(10_000, 5);
    expect(wait).toBe(2_000);
    speak(12_000, 5);
    expect([state.floor.holder, page()]).toEqual([camera(5), ['camera', ...seats(1, 5, 3)]]);
  });

  it('leaves a pin, what is full and those who speak in their places', () => {
    come(1, 2, 3, 4);
    act({ type: 'pin', id: camera(1), isPinned: true });
    speak(0, 2, 3, 4);
    const speaker: StreamId = camera(4);
    speak(1_000, 4, 2);
    speak(5_000, 4, 2);
    expect(page().slice(0, 2)).toEqual(['camera', camera(1)]);
    expect(state.seats.includes(speaker)).toBe(true);
    expect(page()).toContain(camera(2));
  });

  it('gives the floor to nobody for a cough', () => {
    come(1, 2);
    speak(0, 1);
    speak(400);
    expect([state.floor.holder, wait]).toEqual([null, null]);
  });
});
