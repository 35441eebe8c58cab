import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Arena, GROWTH } from './arena.ts';
import { print, printFared } from './print.ts';
import { readSeed } from './seed.ts';
import { validParams } from './signalling/valid-frame.ts';

const WANTED = 200_000;
/** Conversations at a time, each from an address of its own. */
const LANES = 24;
/** Conversations between two looks at how many frames were read. */
const BATCH = 250;

let arena: Arena;
const seed = readSeed();

beforeAll(async () => {
  arena = await Arena.open();
});
afterAll(() => arena.close());

describe('mutated frames on the signalling socket', () => {
  it('crash nothing, leave nothing behind and harm no call beside them', async () => {
    console.log(`CALLGRID_FUZZ_SEED=${seed}`);
    await arena.begin();
    const { port } = arena.address;
    const sent = { connections: 0, fresh: 0, joined: 0, broken: 0 };
    let quarter: Awaited<ReturnType<Arena['settle']>> | undefined;
    const began = performance.now();
    const isEnough = () => sent.fresh >= WANTED / 2 && sent.joined >= WANTED / 2;
    while (!isEnough()) {
      const from = sent.connections;
      const batch = arena.attacker.ask('sendFrames', { port, seed, from, to: from + BATCH, lanes: LANES });
      const done = await arena.survive('signalling', seed, batch);
      for (const name of ['connections', 'fresh', 'joined', 'broken'] as const) sent[name] += done[name];
      if (!quarter && sent.fresh + sent.joined >= WANTED / 4) quarter = await arena.settle();
    }
    const seconds = (performance.now() - began) / 1_000;
    const end = await arena.settle();
    const fared = await arena.endCall();

    print({ seconds, ...sent }, quarter!, end);
    const methods = Object.keys(validParams);
    console.table(
      methods.map((method) => ({ method, read: end.requests[method], seated: end.seated[method] })),
    );
    printFared(fared);

    expect(end.failures).toEqual([]);
    for (const method of methods) expect(end.seated[method], method).toBeGreaterThan(0);
    expect(end.rss - quarter!.rss).toBeLessThan(GROWTH.rss);
    expect(end.heap - quarter!.heap).toBeLessThan(GROWTH.heap);
    expect(fared.mutes.length).toBeGreaterThan(50);
    expect(fared.longestGap).toBeLessThan(2_000);
  });
});
