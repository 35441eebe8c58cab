import { existsSync, readdirSync } from 'node:fs';
import { toUid } from '@callgrid/core';
import { seededRandom } from '@callgrid/test-kit';
import { createWebRtcProcess, type WebRtcServer } from '@callgrid/webrtc';
import { buildMediaProcess } from '@callgrid/webrtc/test/build-media-process';
import { expect, it, onTestFinished } from 'vitest';
import { browser, startCall } from '../../test/call.ts';
import { mutateOffer } from '../../test/mutate-offer.ts';
import { offerOf } from '../../test/offer.ts';

const OFFERS = 1_000;
/** Some mutations leave an offer good; those do not count. */
const ATTEMPTS = 4 * OFFERS;
const SEED = 9_725;

/** WebRTC in a process of its own, as in production, whose open files can be counted. */
async function createServer(): Promise<{ webrtc: WebRtcServer; openFiles(): number }> {
  const pids: number[] = [];
  const info = (fields: object) => 'mediaPid' in fields && pids.push(Number(fields.mediaPid));
  const log = { debug() {}, info, warn() {} };
  const webrtc = createWebRtcProcess({ bindAddress: '127.0.0.1', log }, await buildMediaProcess());
  return {
    webrtc,
    openFiles: () => {
      expect(pids, 'the media process has ended').toHaveLength(1);
      const files = `/proc/${pids[0]}/fd`;
      return existsSync(files) ? readdirSync(files).length : 0;
    },
  };
}

it.each([
  ['whip', 'push'],
  ['whep', 'pull'],
] as const)(
  'answers 1,000 mutated offers by %s with 4xx, and nothing of them is left',
  async (_, direction) => {
    const { webrtc, openFiles } = await createServer();
    const call = await startCall([], { webrtc });
    onTestFinished(() => call.stop());
    const publisher = await call.join({ channelName: 'demo', uid: 1, publish: ['audio', 'video'] }, browser);
    const viewer = await call.join({ channelName: 'demo', uid: 2 }, browser);
    const { room } = direction === 'push' ? publisher : viewer;
    const { url } = room.store.getState().streams.find(({ uid }) => uid === toUid(1))!.address!;
    const post = async (body: string) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp' },
        body,
      });
      const { status, headers } = answer;
      return { status, text: await answer.text(), session: new URL(headers.get('location') ?? '', url) };
    };
    const openAndEnd = async () => {
      const { session } = await post(offerOf(direction));
      return (await fetch(session, { method: 'DELETE' })).status;
    };
    // What the first session opens for all that follow.
    expect(await openAndEnd()).toBe(200);
    const before = openFiles();

    const random = seededRandom(SEED);
    let refused = 0;
    for (let attempt = 0; refused < OFFERS && attempt < ATTEMPTS; attempt += 1) {
      const offer = mutateOffer(offerOf(direction), random);
      const { status, text, session } = await post(offer);
      const seen = `attempt ${attempt}: ${status} ${text}\n${JSON.stringify(offer)}`;
      if (status === 201) {
        expect((await fetch(session, { method: 'DELETE' })).status, seen).toBe(200);
        continue;
      }
      expect(status >= 400 && status < 500, seen).toBe(true);
      expect(JSON.parse(text).detail, seen).toMatch(/\.$/);
      refused += 1;
    }

    expect(refused).toBe(OFFERS);
    const metrics = await (await fetch(`http://127.0.0.1:${call.port}/metrics`)).text();
    for (const left of [
      'webrtc_sessions{direction="push"}',
      'webrtc_sessions{direction="pull"}',
      'media_players',
    ])
      expect(metrics).toContain(`callgrid_${left} 0\n`);
    expect(metrics).not.toContain('callgrid_media{kind="video",status="live"}');
    await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(before);
    expect(await openAndEnd()).toBe(200);
  },
  120_000,
);
