import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Arena } from './arena.ts';
import { readCases } from './cases.ts';
import { makeStream } from './rtmp/make-stream.ts';
import { ROOM_OF_SEATS, type Seats, takeSeats } from './rtmp/seats.ts';

const SEED = 7;
let arena: Arena;
let seats: Seats;

beforeAll(async () => {
  arena = await Arena.open([ROOM_OF_SEATS]);
  seats = await takeSeats(arena.address.port, 1);
});
afterAll(async () => {
  seats.leave();
  await arena.close();
});

test.each(readCases())('what a gateway once did not take is taken now: %s', async (_, { kept }) => {
  const { port, rtmpPort } = arena.address;
  await arena.begin();
  const replayed = arena.attacker.ask('replay', { kept, port, rtmpPort, keys: seats.lanes[0]! });
  await Promise.race([replayed, arena.gateway.ended]);
  const { failures } = await arena.settle();
  await arena.endCall();
  expect(failures).toEqual([]);
});

describe('a seed', () => {
  it('gives the same bytes again, and each number other ones', () => {
    const keys = { push: 'a?key=b', pull: 'c?key=d' };
    const streams = Array.from({ length: 200 }, (_, index) => makeStream(SEED, index, keys));
    expect(Array.from({ length: 200 }, (_, index) => makeStream(SEED, index, keys))).toEqual(streams);
    expect(new Set(streams.map(({ mutated }) => mutated.toString('hex'))).size).toBeGreaterThan(190);
  });
});
