import { networkInterfaces } from 'node:os';
import { castParts, installProbe, isColour, type VideoLook } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FirefoxPage, firefoxPath, type Preferences } from './firefox-page.ts';
import { type MixedCall, startMixedCall } from './mixed-call.ts';

/** Firefox takes no addresses of the machine's own loopback for WebRTC. */
const hasNetwork = Object.values(networkInterfaces())
  .flat()
  .some((it) => it && !it.internal && it.family === 'IPv4');
/** In place of its OpenH264 plug-in, which it would download: H.264 by the machine's own decoder. */
const H264: Preferences = {
  'media.webrtc.hw.h264.enabled': true,
  'gfx.blacklist.webrtc.hw.acceleration.h264': 1,
  'media.navigator.mediadatadecoder_h264_enabled': true,
};

describe.skipIf(!firefoxPath)('Firefox in a room with a phone', () => {
  const [, me] = castParts(2);
  let call: MixedCall;

  beforeAll(async () => {
    call = await startMixedCall({ phones: 1, browsers: 0, host: '0.0.0.0' });
  }, 60_000);
  afterAll(() => call?.stop());

  async function join(preferences?: Preferences) {
    const page = await FirefoxPage.open(call.roomPage(me!), installProbe, preferences);
    onTestFinished(() => page.close());
    const [phone] = call.phones;
    const tile = `#callgrid-tile-${phone!.part.uid}`;
    const look = () => page.evaluate<VideoLook | null>(`window.lookAt('${tile} video')`);
    return {
      page,
      sees: async () => {
        let began: VideoLook | null = null;
        let last: VideoLook | null = null;
        await until(
          'Firefox sees the phone',
          async () => {
            last = await look();
            began ??= last;
            // Sound cannot be measured: without a sound card Firefox runs no AudioContext.
            return last && last.time > began!.time && isColour(last.colour, phone!.part);
          },
          20_000,
        ).catch((error: Error) => {
          throw new Error(`${error.message}; last ${JSON.stringify(last)}`);
        });
      },
      says: () => page.evaluate<string>('document.body.innerText'),
      byWebRtc: () => page.evaluate<boolean>(`document.querySelector('${tile} video').srcObject !== null`),
    };
  }

  it('sees it by FLV where there is no H.264 for WebRTC, and says so, and that it does not send', async () => {
    const firefox = await join();
    await firefox.sees();
    expect(await firefox.byWebRtc()).toBe(false);
    for (const words of ['Slower connection, a second behind', 'this browser does not send H.264'])
      await until(words, async () => (await firefox.says()).includes(words));
  }, 45_000);

  it.skipIf(!hasNetwork)(
    'sees it by WebRTC where it has H.264',
    async () => {
      const firefox = await join(H264);
      await firefox.sees();
      expect(await firefox.byWebRtc()).toBe(true);
      expect(await firefox.says()).not.toContain('Slower connection');
    },
    45_000,
  );
});
