import { until } from '@callgrid/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MixedCall, startMixedCall } from './mixed-call.ts';
import { pusherOf } from './phone-call.ts';

/** Within this everybody sees and hears everybody again, whatever happened. */
const AGAIN = 15_000;

describe('two phones and two browsers in one room', () => {
  let call: MixedCall;

  beforeAll(async () => {
    call = await startMixedCall({ phones: 2, browsers: 2 });
  }, 90_000);
  afterAll(() => call?.stop());

  it('see and hear each other, in all twelve directions', async () => {
    await call.whole(40_000);
  });

  it('do so again after a page was loaded anew', async () => {
    await call.browsers[0]!.page.reload();
    await call.whole(AGAIN);
  });

  it("do so again after a phone's pusher was cut", async () => {
    const [phone] = call.phones;
    const codes = () => pusherOf(phone!).state.codes.map(({ code }) => code);
    const before = codes().length;
    expect(pusherOf(phone!).kill()).toBe(true);
    await until('it pushes again', () => codes().slice(before).includes(1002), AGAIN);
    await call.whole(AGAIN);
  });

  it('do so again after the gateway was killed and another one started', async () => {
    await call.restartGateway();
    await call.whole(AGAIN);
    for (const { phone } of call.phones) expect([...phone.errors, ...phone.violations]).toEqual([]);
  });
});
