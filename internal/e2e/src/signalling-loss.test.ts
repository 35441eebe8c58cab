import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { type PhoneCall, startPhoneCall, tiles } from './phone-call.ts';

const AWAY_MS = 5_000;

describe('a phone that loses its network', () => {
  let call: PhoneCall;
  afterEach(() => call?.stop());

  it('is back by resume after 5 s: seen and heard within 10 s, and nobody left or joined', async () => {
    call = await startPhoneCall({ phones: 3 });
    const [ann] = call.callers;
    const told = call.listen();
    const pages = ann!.phone.pages();
    const nids = (): number[] => ann!.phone.natives().map(({ nid }) => nid);
    const before = nids();
    ann!.phone.goOffline();
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
    ann!.phone.goOnline();
    await call.whole(10_000);
    // Media may be back before its signalling is.
    await until('the watcher is told of both', () => told.facts.length >= 2, 10_000);
    expect(told.facts).toEqual(['statusChanged 1001 reconnecting', 'statusChanged 1001 connected']);
    expect(ann!.phone.pages()).toEqual(pages);
    expect(nids()).toEqual(before);
    expect(call.callers.map(tiles)).toEqual([3, 3, 3]);
    expect(call.callers.flatMap(({ phone }) => phone.errors)).toEqual([]);
    expect(call.callers.flatMap(({ phone }) => phone.violations)).toEqual([]);
  });

  it('leaves as "timeout" within 45 s when it never comes back', async () => {
    call = await startPhoneCall({ phones: 2, media: 'scripted' });
    const [ann, bo] = call.callers;
    const told = call.listen();
    ann!.phone.goOffline();
    await call.watcher.events.until(({ name }) => name === 'participantLeft', 45_000);
    expect(told.facts).toEqual(['statusChanged 1001 reconnecting', 'participantLeft 1001 timeout']);
    await until('its tile is gone', () => tiles(bo!) === 1);
  });
});
