import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCall } from '../../test/call.ts';
import { FakeWebRtc } from '../../test/fake-webrtc.ts';
import { offerOf } from '../../test/offer.ts';
import { offerCases } from '../../test/whip-whep/offer-cases.ts';
import { type Case, createPlace, type Place, sdp } from '../../test/whip-whep/place.ts';
import { sessionCases } from '../../test/whip-whep/session-cases.ts';

const cases = [...offerCases, ...sessionCases];
const withoutWebRtc: Omit<Case, 'run'> = { name: 'a gateway without WebRTC', status: 501 };

describe.each(['whip', 'whep'] as const)('%s', (protocol) => {
  let place: Place;

  beforeEach(async () => {
    place = await createPlace(protocol);
  });
  afterEach(() => place.call.stop());

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { status, run, also }) => {
    const reply = await run(place);
    expect(reply.status).toBe(status);
    if (status >= 400) {
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.parse(reply.body)).toMatchObject({ status, detail: expect.stringMatching(/^[A-Z].+\.$/) });
    }
    await also?.(reply, place);
  });

  it(withoutWebRtc.name, async () => {
    const call = await startCall(['--no-webrtc'], { webrtc: new FakeWebRtc() });
    const url = `http://127.0.0.1:${call.port}/${protocol}/s?key=k`;
    const { status } = await fetch(url, { method: 'POST', headers: sdp, body: offerOf('push') });
    await call.stop();
    expect(status).toBe(withoutWebRtc.status);
  });
});

it.each(['docs/whip-whep.md', 'docs/whip-whep.zh-CN.md'])(
  'has a row in %s for each test, and no other',
  (file) => {
    const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (.+?) +\| (\d{3}) +\|.*\| `(.+?)` +\|$/gm)];
    const documented = rows.map(([, , status, test]) => `${test}: ${status}`);
    const tested = [...cases, withoutWebRtc].map(({ name, status }) => `${name}: ${status}`);
    expect(documented.sort()).toEqual(tested.sort());
  },
);
