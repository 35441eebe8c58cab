import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankPacket } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';
import { GopCache, type VideoUnit } from './gop-cache.ts';
import { squeeze } from './squeeze.ts';
import { type RelayViewer, StreamRelay } from './stream-relay.ts';

const KEY = [Buffer.of(0x67, 1), Buffer.of(0x68, 1), Buffer.of(0x65, 1)];
const DELTA = [Buffer.of(0x41, 1)];

class Viewer implements RelayViewer {
  readonly got: string[] = [];
  readonly times: number[] = [];
  video({ isKey, ms }: VideoUnit) {
    this.got.push(isKey ? 'key' : 'delta');
    this.times.push(ms);
  }
  audio() {
    this.got.push('audio');
  }
  replay(units: readonly VideoUnit[]) {
    this.got.push(`replay ${units.length}`);
  }
}

describe('a stream for its viewers', () => {
  it('gives who comes late the pictures since the keyframe, where nobody can be asked for another', () => {
    const relay = new StreamRelay();
    relay.video(KEY, true, 0);
    relay.video(DELTA, false, 40);
    const viewer = new Viewer();
    relay.add(viewer);
    relay.video(DELTA, false, 80);
    expect(viewer.got).toEqual(['replay 2', 'delta']);
  });

  it('asks the source for a keyframe when a viewer comes, where it can be asked, and keeps no pictures', () => {
    const gop = new GopCache();
    const relay = new StreamRelay(gop);
    let asked = 0;
    relay.setSource({
      requestKeyframe: () => {
        asked += 1;
      },
    });
    relay.video(KEY, true, 0);
    const viewer = new Viewer();
    relay.add(viewer);
    expect(viewer.got).toEqual([]);
    expect(asked).toBe(1);
    relay.video(KEY, true, 40);
    expect(viewer.got).toEqual(['key']);
    expect(gop.units).toEqual([]);
  });

  it('goes on with its time line when the source changes, and forgets the pictures of the last', () => {
    const relay = new StreamRelay();
    const viewer = new Viewer();
    relay.add(viewer);
    relay.video(KEY, true, 90_000);
    relay.setSource(undefined);
    relay.video(DELTA, false, 5);
    relay.video(KEY, true, 45);
    expect(viewer.times[1]! - viewer.times[0]!).toBeGreaterThanOrEqual(20);
    expect(viewer.times[2]! - viewer.times[1]!).toBe(40);
    const late = new Viewer();
    relay.add(late);
    expect(late.got).toEqual(['replay 1']);
  });

  it('says nothing to who has gone', () => {
    const relay = new StreamRelay();
    const viewer = new Viewer();
    relay.add(viewer);
    relay.remove(viewer);
    relay.audio(Buffer.of(1), 0);
    expect(viewer.got).toEqual(['replay 0']);
  });
});

describe('the cached group of pictures', () => {
  const unit = (isKey: boolean, bytes = 10): VideoUnit => ({
    ms: 0,
    isKey,
    packets: [blankPacket(Buffer.alloc(bytes))],
  });

  it('begins with a keyframe, always', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (keys) => {
        const gop = new GopCache();
        for (const isKey of keys) gop.add(unit(isKey));
        expect(gop.units.length).toBe(keys.lastIndexOf(true) < 0 ? 0 : keys.length - keys.lastIndexOf(true));
        expect(gop.units[0]?.isKey ?? true).toBe(true);
      }),
    );
  });

  it('gives up a group that is too long, in pictures or in bytes', () => {
    const gop = new GopCache();
    gop.add(unit(true));
    for (let count = 1; count < limits.gopUnits; count += 1) gop.add(unit(false));
    expect(gop.units).toHaveLength(limits.gopUnits);
    gop.add(unit(false));
    expect(gop.units).toHaveLength(0);
    gop.add(unit(true, limits.gopBytes + 1));
    expect(gop.units).toHaveLength(0);
  });
});

describe('squeezed pictures', () => {
  const units = (times: readonly number[]): VideoUnit[] =>
    times.map((ms, at) => ({ ms, isKey: at === 0, packets: [] }));

  it('end at the newest one, in order, after what was sent, and within a moment', () => {
    const times = fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(times, fc.option(fc.integer({ min: 0, max: 500 })), (gaps, behind) => {
        const given = units(gaps.map((_, at) => gaps.slice(0, at + 1).reduce((sum, gap) => sum + gap, 0)));
        const { ms } = given.at(-1)!;
        const after = behind === null ? Number.NEGATIVE_INFINITY : ms - behind;
        const squeezed = squeeze(given, after);
        expect(squeezed).toHaveLength(given.length);
        let last = after;
        for (const { ms: time } of squeezed) {
          expect(time).toBeGreaterThan(last);
          last = time;
        }
        expect(Math.abs(last - ms)).toBeLessThanOrEqual(given.length);
      }),
    );
  });

  it('end before the next picture comes, even where a long group is sent to who saw all of it', () => {
    const given = units(Array.from({ length: limits.gopUnits }, (_, at) => at * 33));
    const { ms } = given.at(-1)!;
    expect(squeeze(given, ms).at(-1)!.ms).toBeLessThan(ms + 16);
  });
});
