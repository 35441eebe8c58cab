import { seededRandom } from '@callgrid/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaKind } from '../media.ts';
import { MediaClock } from './media-clock.ts';

const RATE = { audio: 48_000, video: 90_000 } as const;
const BEGINNING = { audio: 4_294_000_000, video: 123_456_789 } as const;
const WALL = 1_770_000_000_000;

interface Run {
  /** How much later than it was captured a kind arrives. */
  readonly lateMs: Record<MediaKind, number>;
  readonly jitterMs?: number;
  /** When a kind's first report comes; one more follows each 5 s. */
  readonly reportAt: Record<MediaKind, number>;
  /** By how much the audio device's second is longer than the wall clock's. */
  readonly audioDrift?: number;
  readonly seconds: number;
}

interface Mapped {
  readonly kind: MediaKind;
  readonly capturedAt: number;
  readonly out: number;
}

const stamp = (kind: MediaKind, ms: number) =>
  (BEGINNING[kind] + Math.round((ms * RATE[kind]) / 1_000)) >>> 0;

/** Maps what a browser's microphone and camera send, in the order it arrives. */
function run({ lateMs, jitterMs = 0, reportAt, audioDrift = 0, seconds }: Run): Mapped[] {
  const random = seededRandom(1);
  const clock = new MediaClock();
  const mapped: Mapped[] = [];
  const events: { at: number; run: () => void }[] = [];
  for (const kind of ['audio', 'video'] as const) {
    const device = (ms: number) => (kind === 'audio' ? ms * (1 - audioDrift) : ms);
    let at = 0;
    const pace = kind === 'audio' ? 20 : 1_000 / 30;
    for (let capturedAt = 0; capturedAt < seconds * 1_000; capturedAt += pace) {
      // A track's packets come in order, for all the jitter.
      at = Math.max(at, 1_000 + capturedAt + lateMs[kind] + random() * jitterMs);
      const now = at;
      const rtp = stamp(kind, device(capturedAt));
      events.push({ at, run: () => mapped.push({ kind, capturedAt, out: clock.toMs(kind, rtp, now) }) });
    }
    for (let ms = reportAt[kind]; ms < seconds * 1_000; ms += 5_000) {
      const report = { ntp: WALL + ms, rtpTimestamp: stamp(kind, device(ms)) };
      events.push({ at: 1_000 + ms, run: () => clock.senderReport(kind, report) });
    }
  }
  for (const event of events.sort((a, b) => a.at - b.at)) event.run();
  return mapped;
}

/** How much later than audio captured at the same time video lies, at the end of a run. */
function skewAtEnd(mapped: readonly Mapped[]): number {
  const shift = (kind: MediaKind) => {
    const last = mapped.filter((one) => one.kind === kind).at(-1);
    return last ? last.out - last.capturedAt : Number.NaN;
  };
  return shift('video') - shift('audio');
}

function isRising(mapped: readonly Mapped[]): boolean {
  return (['audio', 'video'] as const).every((kind) => {
    const outs = mapped.filter((one) => one.kind === kind).map(({ out }) => out);
    return outs.every((out, index) => out > (outs[index - 1] ?? -1));
  });
}

describe('MediaClock', () => {
  it('begins at 0, and puts both kinds where they arrive while there are no reports', () => {
    const clock = new MediaClock();
    expect(clock.toMs('audio', stamp('audio', 0), 5_000)).toBe(0);
    expect(clock.toMs('video', stamp('video', 0), 5_080)).toBe(80);
    expect(clock.toMs('audio', stamp('audio', 20), 5_090)).toBeCloseTo(20);
    expect(clock.toMs('video', stamp('video', 40), 5_090)).toBeCloseTo(120);
    clock.senderReport('audio', { ntp: WALL, rtpTimestamp: stamp('audio', 0) });
    expect(clock.toMs('video', stamp('video', 80), 5_160)).toBeCloseTo(160);
  });

  it.each([
    ['video late', { audio: 0, video: 150 }],
    ['audio late', { audio: 150, video: 0 }],
    ['video later than what is corrected gently', { audio: 0, video: 900 }],
    ['audio later than what is corrected gently', { audio: 900, video: 0 }],
  ])('lines both kinds up by the reports, without ever going back or standing still: %s', (_, lateMs) => {
    const mapped = run({ lateMs, jitterMs: 30, reportAt: { audio: 1_000, video: 1_800 }, seconds: 8 });
    expect(Math.abs(skewAtEnd(mapped))).toBeLessThan(5);
    expect(isRising(mapped)).toBe(true);
  });

  it('is out by the difference of the arrivals until both have reported', () => {
    const mapped = run({
      lateMs: { audio: 0, video: 150 },
      reportAt: { audio: 0, video: 60_000 },
      seconds: 4,
    });
    expect(skewAtEnd(mapped)).toBeCloseTo(150);
  });

  it('corrects 3 ms a picture and leaves the sound alone', () => {
    const mapped = run({
      lateMs: { audio: 0, video: 150 },
      reportAt: { audio: 1_000, video: 1_500 },
      seconds: 6,
    });
    const shifts = (kind: MediaKind) =>
      mapped.filter((one) => one.kind === kind).map(({ out, capturedAt }) => out - capturedAt);
    expect(Math.max(...shifts('audio')) - Math.min(...shifts('audio'))).toBeLessThan(0.1);
    const steps = shifts('video').map((shift, index, all) => Math.abs(shift - (all[index - 1] ?? shift)));
    expect(Math.max(...steps)).toBeCloseTo(3, 1);
  });

  it('corrects once for all packets of a picture', () => {
    const clock = new MediaClock();
    for (const kind of ['audio', 'video'] as const) {
      clock.toMs(kind, stamp(kind, 0), kind === 'audio' ? 0 : 200);
      clock.senderReport(kind, { ntp: WALL, rtpTimestamp: stamp(kind, 0) });
    }
    const packets = Array.from({ length: 20 }, () => clock.toMs('video', stamp('video', 33), 233));
    expect(new Set(packets)).toEqual(new Set([packets[0]]));
    expect(packets[0]).toBeCloseTo(200 + 33 - 3);
    expect(clock.toMs('video', stamp('video', 66), 266)).toBeCloseTo(200 + 66 - 6);
  });

  it('follows a microphone whose clock runs slow', () => {
    const mapped = run({
      lateMs: { audio: 20, video: 60 },
      reportAt: { audio: 500, video: 600 },
      audioDrift: 0.0005,
      seconds: 120,
    });
    expect(Math.abs(skewAtEnd(mapped))).toBeLessThan(5);
    expect(isRising(mapped)).toBe(true);
  });

  it('puts a kind that comes later beside the other at once, when both have reported', () => {
    const clock = new MediaClock();
    clock.toMs('video', stamp('video', 0), 100);
    clock.senderReport('video', { ntp: WALL, rtpTimestamp: stamp('video', 0) });
    clock.senderReport('audio', { ntp: WALL + 5_000, rtpTimestamp: stamp('audio', 0) });
    expect(clock.toMs('video', stamp('video', 5_000), 5_150)).toBeCloseTo(5_000);
    expect(clock.toMs('audio', stamp('audio', 0), 5_190)).toBeCloseTo(5_000);
  });

  it('keeps both in line when the sender sets its clock', () => {
    const clock = new MediaClock();
    const play = (from: number, to: number) => {
      let outs = { audio: 0, video: 0 };
      for (let ms = from; ms < to; ms += 20)
        outs = {
          audio: clock.toMs('audio', stamp('audio', ms), ms),
          video: clock.toMs('video', stamp('video', ms), ms + 100),
        };
      return outs.video - outs.audio;
    };
    const report = (kind: MediaKind, ms: number, step: number) =>
      clock.senderReport(kind, { ntp: WALL + ms + step, rtpTimestamp: stamp(kind, ms) });
    play(0, 1_000);
    report('audio', 1_000, 0);
    report('video', 1_000, 0);
    expect(Math.abs(play(1_000, 3_000))).toBeLessThan(1);
    report('audio', 3_000, 3_600_000);
    expect(Math.abs(play(3_000, 4_000))).toBeLessThan(1);
    report('video', 4_000, 3_600_000);
    expect(Math.abs(play(4_000, 5_000))).toBeLessThan(1);
  });

  it('goes on by arrival when timestamps count anew', () => {
    const clock = new MediaClock();
    clock.toMs('video', 1_000, 0);
    clock.toMs('video', 1_000 + 90 * 500, 500);
    expect(clock.toMs('video', 3_000_000_000, 540)).toBeCloseTo(540);
    expect(clock.toMs('video', 3_000_000_000 + 90 * 40, 580)).toBeCloseTo(580);
  });

  it('takes what was held up on the way for late, not for a new count', () => {
    const clock = new MediaClock();
    clock.toMs('video', 0, 0);
    expect(clock.toMs('video', 90 * 40, 4_040)).toBeCloseTo(40);
    expect(clock.toMs('video', 90 * 4_000, 4_041)).toBeCloseTo(4_000);
  });

  it('never goes back, whatever comes', () => {
    const kind = fc.constantFrom('audio' as const, 'video' as const);
    const event = fc.oneof(
      fc.record({
        type: fc.constant('packet' as const),
        kind,
        rtp: fc.oneof(fc.nat(0xffffffff), fc.nat(100_000)),
        later: fc.nat(2_000),
      }),
      fc.record({
        type: fc.constant('report' as const),
        kind,
        rtp: fc.oneof(fc.nat(0xffffffff), fc.nat(100_000)),
        ntp: fc.nat(20_000),
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const clock = new MediaClock();
        const last = { audio: 0, video: 0 };
        let now = 0;
        for (const one of events) {
          if (one.type === 'report') {
            clock.senderReport(one.kind, { ntp: WALL + one.ntp, rtpTimestamp: one.rtp });
            continue;
          }
          now += one.later;
          const out = clock.toMs(one.kind, one.rtp, now);
          expect(out).toBeGreaterThanOrEqual(last[one.kind]);
          last[one.kind] = out;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
