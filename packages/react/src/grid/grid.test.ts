import { createRoom, type Room, type StreamId, streamId, toUid } from '@callgrid/core';
import {
  createFakePlatform,
  createInMemoryGateway,
  type InMemoryGateway,
  VirtualClock,
} from '@callgrid/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Grid } from './grid.ts';

const camera = (uid: number) => streamId(toUid(uid), 'camera');
const cameras = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => camera(from + at));

let gateway: InMemoryGateway;
let clock: VirtualClock;
let room: Room;
let grid: Grid;
let others: Room[];
let stop = () => {};

async function joins(uid: number): Promise<Room> {
  const other = createRoom({ backend: gateway.backend(), platform: createFakePlatform() });
  await other.join({ channelName: 'den', uid, publish: ['audio', 'video'] });
  return other;
}

/** What is subscribed now, once every command under way is answered. */
async function subscribed(): Promise<StreamId[]> {
  await clock.advance(0);
  return room.store
    .getState()
    .streams.filter(({ uid, address }) => uid !== '99' && address)
    .map(({ id }) => id);
}

beforeEach(async () => {
  gateway = createInMemoryGateway();
  clock = new VirtualClock();
  others = [];
  for (let uid = 1; uid <= 13; uid += 1) others.push(await joins(uid));
  room = await joins(99);
  grid = new Grid(room, clock, { width: 390, height: 640 }, { maxPlayers: 6, pageSize: 5 });
  stop = grid.start();
});
afterEach(() => stop());

describe('Grid', () => {
  it('subscribes to what a page shows, and to nothing else', async () => {
    expect(await subscribed()).toEqual(cameras(1, 4));
    grid.turnTo(1);
    expect(await subscribed()).toEqual(cameras(5, 8));
    grid.turnTo(3);
    expect(await subscribed()).toEqual(cameras(13, 13));
  });

  it('keeps a pin subscribed on every page', async () => {
    grid.setLayout('grid');
    grid.pin(camera(2), true);
    grid.turnTo(2);
    expect(await subscribed()).toEqual([camera(2), ...cameras(8, 10)]);
  });

  it('ends up with what is shown, however fast the pages are turned', async () => {
    for (const page of [1, 2, 3, 2, 1, 0, 3, 1]) grid.turnTo(page);
    expect(await subscribed()).toEqual(cameras(5, 8));
  });

  it('plays no more streams than it may, though more are seen', async () => {
    stop();
    grid = new Grid(room, clock, { width: 1_280, height: 700 }, { maxPlayers: 6 });
    stop = grid.start();
    expect(grid.store.getState().tiles).toHaveLength(14);
    expect(await subscribed()).toEqual(cameras(1, 6));
  });

  it('brings somebody in from another page who speaks, after a second', async () => {
    others[8]!.setSpeaking(true);
    await clock.advance(0);
    await clock.advance(999);
    expect(await subscribed()).toEqual(cameras(1, 4));
    await clock.advance(1);
    expect(await subscribed()).toEqual([...cameras(2, 4), camera(9)]);
  });

  it('stops the sound of one for this client alone, on whichever page it is shown', async () => {
    const asked = vi.spyOn(room, 'subscribe');
    const given = vi.spyOn(room, 'unsubscribe');
    const kindsOf = ({ mock }: typeof asked | typeof given) =>
      mock.calls.flatMap(([{ uid, kinds }]) => (uid === '5' ? [kinds] : []));
    grid.hush(camera(5), true);
    grid.turnTo(1);
    expect(await subscribed()).toContain(camera(5));
    expect(kindsOf(asked)).toEqual([['video']]);
    grid.hush(camera(5), false);
    await subscribed();
    expect(kindsOf(asked)).toEqual([['video'], ['audio']]);
    grid.hush(camera(5), true);
    expect(await subscribed()).toContain(camera(5));
    expect(kindsOf(given).slice(-1)).toEqual([['audio']]);
  });

  it('gives the floor to whoever waited for it when it was stopped and started, as StrictMode does', async () => {
    others[8]!.setSpeaking(true);
    await clock.advance(500);
    stop();
    stop = grid.start();
    await clock.advance(500);
    expect(await subscribed()).toContain(camera(9));
  });

  it('keeps the objects of tiles that did not change', () => {
    const before = grid.store.getState().tiles;
    grid.setFull(camera(3));
    const after = grid.store.getState().tiles;
    expect(after.map((tile, at) => tile === before[at])).toEqual([true, true, true, false, true]);
  });

  it('does nothing any more once it was stopped', async () => {
    await subscribed();
    stop();
    grid.turnTo(2);
    expect(await subscribed()).toEqual(cameras(1, 4));
  });
});
