import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { type Caller, type PhoneCall, playerOf, seenBy, showsMuted, startPhoneCall } from './phone-call.ts';

/** What one participant's change may cost each of the others, in bytes. */
const MOST_BYTES = 300;
const IDLE_MS = 5_000;

describe('what a call costs between logic and view', () => {
  let call: PhoneCall;
  afterEach(() => call?.stop());

  /** Taps ann's microphone, and gives what it cost the others, one entry each. */
  async function tapMicrophone(muted: boolean): Promise<{ calls: number; largest: number }[]> {
    const [ann] = call.callers as [Caller];
    const others = call.others(ann);
    const told = call.listen();
    for (const { phone } of others) phone.resetSetData();
    ann.phone.tap('#callgrid-microphone');
    await until('the others see it', () => others.every((it) => showsMuted(it, ann) === muted));
    await until('ann’s button is done', () => !ann.phone.exists('#callgrid-microphone.is-busy'));
    await until('the watcher is told', () => told.facts.length > 0);
    expect(told.facts).toEqual([muted ? 'muted 1001 audio' : 'unmuted 1001 audio']);
    return others.map(({ phone: { setData } }) => ({ calls: setData.calls, largest: setData.largest }));
  }

  /** Mutes and unmutes ann, and checks that each cost every other one small `setData`. */
  async function expectCheapMute(whileMuted: () => Promise<void> = async () => {}): Promise<void> {
    for (const muted of [true, false]) {
      const costs = await tapMicrophone(muted);
      expect(costs.map(({ calls }) => calls)).toEqual(costs.map(() => 1));
      expect(Math.max(...costs.map(({ largest }) => largest))).toBeLessThanOrEqual(MOST_BYTES);
      if (muted) await whileMuted();
      // Nothing came after it either: an event more would have been told by now.
      await expectIdle(500);
    }
  }

  async function expectIdle(ms: number): Promise<void> {
    for (const { phone } of call.callers) phone.resetSetData();
    await new Promise((resolve) => setTimeout(resolve, ms));
    expect(call.callers.map(({ phone }) => phone.setData.list)).toEqual(call.callers.map(() => []));
  }

  /** Every device has told of its network, which it does each 2 s, and all of it is shown. */
  async function networkIsKnown(): Promise<void> {
    const last = ({ phone }: Caller) => Math.max(0, ...phone.setData.list.map(({ at }) => at));
    await until(
      'nothing new is told',
      () => call.callers.every((it) => Date.now() - last(it) > 3_500),
      15_000,
    );
  }

  it('is nothing at all while nothing happens, though media flows', async () => {
    call = await startPhoneCall({ phones: 3 });
    await networkIsKnown();
    await expectIdle(IDLE_MS);
  });

  it('is one small setData for a mute and its end, and the voice goes and comes, in a room of 3', async () => {
    call = await startPhoneCall({ phones: 3 });
    await networkIsKnown();
    const [ann] = call.callers as [Caller];
    const others = call.others(ann);
    await expectCheapMute(async () => {
      await until('ann is silent', () =>
        others.every((it) => playerOf(it, ann).state.measured.rms < 100 || silentFor(it, ann)),
      );
    });
    await seenBy(others, ann, ann.part, 10_000);
  });

  it('is no more in a room of 8', async () => {
    call = await startPhoneCall({ phones: 8, media: 'scripted' });
    await networkIsKnown();
    await expectCheapMute();
  });
});

/** Whether no sound of `of` arrives any more: packets of a muted kind may stop. */
function silentFor(viewer: Caller, of: Caller): boolean {
  return Date.now() - playerOf(viewer, of).state.measured.toneAt > 1_000;
}
