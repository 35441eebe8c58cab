import { beforeEach, expect, test } from 'vitest';
import { FakeAudioContext } from './fake-audio-context.ts';
import { createFakeBrowser } from './fake-browser.ts';
import { FakeTrack } from './fake-peer.ts';
import { LevelMeter } from './level-meter.ts';

let fake: ReturnType<typeof createFakeBrowser>;
let context: FakeAudioContext;

beforeEach(() => {
  fake = createFakeBrowser();
});

function measure(loudness: number, state: FakeAudioContext['state'] = 'running'): LevelMeter {
  class Context extends FakeAudioContext {
    override state = state;
    constructor() {
      super();
      context = this;
    }
  }
  const track = Object.assign(new FakeTrack('audio', 'a'), { loudness });
  const browser = { ...fake.browser, AudioContext: Context as never };
  return new LevelMeter(browser, track as unknown as MediaStreamTrack);
}

test.each([
  [0, 0],
  [1, 1],
  [0.5, 0.5],
])('measures a tone of height %f as %f', (loudness, level) => {
  const meter = measure(loudness);
  expect(meter.level()).toBeCloseTo(level, 2);
  meter.close();
  expect(context.state).toBe('closed');
});

test('measures from the first click on where the browser lets no sound be heard before it', () => {
  const meter = measure(1, 'suspended');
  expect(meter.level()).toBe(0);
  fake.fire('click');
  expect(meter.level()).toBeCloseTo(1, 2);
  meter.close();
  fake.fire('click');
  expect(context.state).toBe('closed');
});
