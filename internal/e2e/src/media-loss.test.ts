import { until } from '@callgrid/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, type PhoneCall, playerOf, pusherOf, seenBy, startPhoneCall } from './phone-call.ts';
import { startPusher } from './second-pusher.ts';

const DISCONNECTED = 1102;
const PUSHING = 1002;
const GAVE_UP = -1307;

describe('a phone whose media is lost, among two others', () => {
  let call: PhoneCall;
  let ann: Caller;
  let others: readonly Caller[];

  beforeAll(async () => {
    call = await startPhoneCall({ phones: 3 });
    ann = call.callers[0]!;
    others = call.others(ann);
  });
  afterAll(() => call?.stop());
  beforeEach(() => call.whole());

  /** What a pusher was told and asked to do from now on. */
  function watchPusher(caller: Caller) {
    const since = Date.now();
    const { nid } = pusherOf(caller);
    return {
      nid,
      codes: () =>
        pusherOf(caller)
          .state.codes.filter(({ at }) => at >= since)
          .map(({ code }) => code),
      starts: () =>
        caller.phone.calls.filter((it) => it.nid === nid && it.method === 'start' && it.at >= since).length,
    };
  }

  it('is back within 5 s of a crash of its pusher (1102), without a start() by the app', async () => {
    const told = call.listen();
    const pusher = watchPusher(ann);
    expect(pusherOf(ann).kill()).toBe(true);
    const killedAt = Date.now();
    await ann.phone.until(() => pusher.codes().includes(DISCONNECTED));
    // Only then can a picture be a new one: players have some of the old stream left.
    await ann.phone.until(() => pusher.codes().at(-1) === PUSHING);
    await seenBy(others, ann, ann.part, 5_000 - (Date.now() - killedAt));
    expect(pusher.starts()).toBe(0);
    expect(pusherOf(ann).nid).toBe(pusher.nid);
    expect(told.facts).toEqual([]);
  });

  it('gives way to a second connection with its address, and nobody is told', async () => {
    const told = call.listen();
    for (const { phone } of others) phone.resetSetData();
    const before = others.map((viewer) => playerOf(viewer, ann));
    const pusher = watchPusher(ann);
    // Standing connections stay; the phone's own pusher cannot come back to take over in its turn.
    call.rtmp.refuse();
    const second = { ...ann.part, colour: '#fdd835', tone: 910 };
    const address = String(pusherOf(ann).props.url).replace(
      `:${call.rtmp.port}/`,
      `:${call.gateway.rtmpPort}/`,
    );
    const intruder = startPusher(address, second);
    try {
      await ann.phone.until(() => pusher.codes().includes(DISCONNECTED), 10_000);
      await seenBy(others, ann, second, 10_000);
      expect(told.events).toEqual([]);
      // The phone's turn again: it takes over just the same.
      await call.rtmp.open();
      await seenBy(others, ann, ann.part, 15_000);
      await intruder.ended;
    } finally {
      await call.rtmp.open();
      await intruder.stop();
    }
    const after = others.map((viewer) => playerOf(viewer, ann));
    expect(after.map(({ nid, props }) => [nid, props.src])).toEqual(
      before.map(({ nid, props }) => [nid, props.src]),
    );
    // The very connections: no player lost its own or waited.
    const isBroken = ({ code, at }: { code: number; at: number }, was: number) => at > was && code !== 2009;
    after.forEach(({ state }, index) => {
      const was = before[index]!.state.codes.at(-1)?.at ?? 0;
      expect(state.codes.filter((it) => isBroken(it, was))).toEqual([]);
    });
    expect(told.events).toEqual([]);
    expect(others.map(({ phone }) => phone.setData.calls)).toEqual([0, 0]);
  });

  it('is started again by the kit after -1307, and nobody leaves or unpublishes', async () => {
    const told = call.listen();
    const pusher = watchPusher(ann);
    call.rtmp.close();
    await ann.phone.until(() => pusher.codes().includes(GAVE_UP), 15_000);
    await ann.phone.until(() => pusher.starts() > 0);
    await call.rtmp.open();
    await Promise.all(call.callers.map((of) => seenBy(call.others(of), of, of.part, 10_000)));
    expect(pusherOf(ann).nid).toBe(pusher.nid);
    // Nobody joins, leaves, publishes, unpublishes, mutes or changes status …
    expect(told.facts).toEqual([]);
    // … and the engine's own facts say for each stream and kind that it stopped and came back.
    const expected = call.callers.flatMap(({ part: { uid } }) =>
      ['audio', 'video'].flatMap((kind) => [`${uid} ${kind} live`, `${uid} ${kind} stalled`]),
    );
    expect([...new Set(told.media)].sort()).toEqual(expected.sort());
  });

  it('waits for its signalling after -1307, and is then started exactly once', async () => {
    const told = call.listen();
    const pusher = watchPusher(ann);
    const [bo] = others as [Caller];
    const bosPusher = watchPusher(bo);
    ann.signalling.close();
    await until('the others are told that ann reconnects', () =>
      told.facts.includes('statusChanged 1001 reconnecting'),
    );
    call.rtmp.close();
    await ann.phone.until(() => pusher.codes().includes(GAVE_UP), 15_000);
    await bo.phone.until(() => bosPusher.starts() > 0, 15_000);
    await call.rtmp.open();
    // Whoever has signalling is back; the time this took is the time ann's pusher had to make a mistake.
    await seenBy([others[1]!], bo, bo.part, 15_000);
    expect(pusher.starts()).toBe(0);
    await ann.signalling.open();
    await seenBy(others, ann, ann.part, 15_000);
    await call.whole();
    expect(pusher.starts()).toBe(1);
    expect(told.facts).toEqual(['statusChanged 1001 reconnecting', 'statusChanged 1001 connected']);
  });
});
