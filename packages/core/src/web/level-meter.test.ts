import { expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { createFakeBrowser } from './fake-browser.ts';
import { FakeTrack } from './fake-peer.ts';
import { LevelMeter } from './level-meter.ts';

test.each([
  [0, 0],
  [1, 1],
  [0.5, 0.5],
])('measures a tone of height %f as %f', (height, level) => {
  let closed = false;
  const sound = (samples: Float32Array) =>
    samples.forEach((_, at) => {
      samples[at] = height * Math.sin((at * 2 * Math.PI) / 32);
    });
  class FakeAudioContext {
    createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: sound });
    createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} });
    close = async () => {
      closed = true;
    };
  }
  const browser = { ...createFakeBrowser().browser, AudioContext: FakeAudioContext } as unknown as Browser;
  const meter = new LevelMeter(browser, new FakeTrack('audio', 'a') as unknown as MediaStreamTrack);
  expect(meter.level()).toBeCloseTo(level, 2);
  meter.close();
  expect(closed).toBe(true);
});
