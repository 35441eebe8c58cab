import { MessageType } from '@callgrid/rtmp/test/rtmp-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena, GROWTH } from './arena.ts';
import { print, printFared } from './print.ts';
import { ROOM_OF_SEATS, type Seats, takeSeats } from './rtmp/seats.ts';
import { readSeed } from './seed.ts';

/** Streams at a time, each from an address of its own and with keys of its own. */
const LANES = 24;
/**
 * Streams in each quarter of the run. Real sockets cost twice as much, most of it the kernel's; the others are handed to
 * the same server in the same process as connections that lie in memory.
 */
const OVER_TCP = 20_000;
const IN_MEMORY = 30_000;
const QUARTERS = 4;

let arena: Arena;
let seats: Seats;
const seed = readSeed();

beforeAll(async () => {
  arena = await Arena.open([ROOM_OF_SEATS]);
  seats = await takeSeats(arena.address.port, LANES);
});
afterAll(async () => {
  seats.leave();
  await arena.close();
});

describe('mutated byte streams on the RTMP port', () => {
  it('crash nothing, leave nothing behind and harm no call beside them', async () => {
    console.log(`CALLGRID_FUZZ_SEED=${seed}`);
    await arena.begin();
    const { lanes } = seats;
    const { rtmpPort: port } = arena.address;
    const sent = { 'over TCP': 0, 'in memory': 0, 'let in first': 0 };
    const standings = [];
    const began = performance.now();
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const from = quarter * (OVER_TCP + IN_MEMORY);
      const middle = from + OVER_TCP;
      const to = middle + IN_MEMORY;
      const overTcp = arena.attacker.ask('sendStreams', { port, seed, from, to: middle, lanes });
      const { played, letIn } = await arena.survive('rtmp', seed, overTcp);
      const inMemory = arena.gateway.ask('playStreams', { seed, from: middle, to, lanes });
      const more = await arena.survive('rtmp', seed, inMemory);
      sent['over TCP'] += played;
      sent['in memory'] += more.played;
      sent['let in first'] += letIn + more.letIn;
      standings.push(await arena.settle());
    }
    const seconds = (performance.now() - began) / 1_000;
    const [quarter, , , end] = standings;
    const fared = await arena.endCall();

    print({ seconds, ...sent }, quarter!, end!);
    const types = Object.entries(MessageType);
    console.table(types.map(([name, type]) => ({ type, name, read: end!.messages[type] })));
    printFared(fared);

    expect(sent['over TCP'] + sent['in memory']).toBe(200_000);
    // Whoever has a key is let in, whatever went before.
    expect(sent['let in first']).toBe(100_000);
    expect(end!.failures).toEqual([]);
    for (const [name, type] of types) expect(end!.messages[type], name).toBeGreaterThan(0);
    expect(end!.rss - quarter!.rss).toBeLessThan(GROWTH.rss);
    expect(end!.heap - quarter!.heap).toBeLessThan(GROWTH.heap);
    expect(fared.mutes.length).toBeGreaterThan(100);
    expect(fared.longestGap).toBeLessThan(2_000);
  });
});
