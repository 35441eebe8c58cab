import { expect, test } from 'vitest';
import { FakeAudioContext } from './fake-audio-context.ts';
import { createFakeBrowser } from './fake-browser.ts';
import { FakeTrack } from './fake-peer.ts';
import { LevelMeter } from './level-meter.ts';

test.each([
  [0, 0],
  [1, 1],
  [0.5, 0.5],
])('measures a tone of height %f as %f', (loudness, level) => {
  const made: FakeAudioContext[] = [];
  class Context extends FakeAudioContext {
    constructor() {
      super();
      made.push(this);
    }
  }
  const track = Object.assign(new FakeTrack('audio', 'a'), { loudness });
  const browser = { ...createFakeBrowser().browser, AudioContext: Context as never };
  const meter = new LevelMeter(browser, track as unknown as MediaStreamTrack);
  expect(meter.level()).toBeCloseTo(level, 2);
  meter.close();
  expect(made.map(({ state }) => state)).toEqual(['closed']);
});
