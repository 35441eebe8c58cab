import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import { TrackReceiver } from './track-receiver.ts';

const BOUNDS = { nack: { held: 1_024, missing: 512 }, plain: { held: 64, missing: 64 } };

function packet(sequence: number, fields: Partial<RtpPacket> = {}): RtpPacket {
  return {
    payloadType: 96,
    marker: false,
    sequence: sequence & 0xffff,
    timestamp: (sequence * 3_000) >>> 0,
    ssrc: 7,
    payload: Buffer.of(1),
    ...fields,
  };
}

function expectBounded(track: TrackReceiver, canNack: boolean): void {
  const bounds = canNack ? BOUNDS.nack : BOUNDS.plain;
  expect(track.stats().held).toBeLessThanOrEqual(bounds.held);
  expect(track.stats().missing).toBeLessThanOrEqual(bounds.missing);
}

/** A receiver whose deliveries are written down: a sequence each, or `lost`. */
function receiver(canNack: boolean, clockRate = 90_000) {
  const log: (number | 'lost')[] = [];
  const track = new TrackReceiver(
    { clockRate, localSsrc: 1, canNack },
    { packet: ({ sequence }) => log.push(sequence), lost: () => log.push('lost') },
  );
  const ticks = (from: number, to: number) => {
    const packets = [];
    for (let now = from; now <= to; now += 20)
      packets.push(...track.tick(now).map((rtcp) => ({ ...rtcp, now })));
    return packets;
  };
  /** When which sequences were asked for. */
  const nacks = (from: number, to: number) =>
    ticks(from, to).flatMap((rtcp) => (rtcp.type === 'nack' ? [[rtcp.now, rtcp.lost]] : []));
  return { track, log, ticks, nacks };
}

describe('TrackReceiver', () => {
  it('delivers each packet once and in order, across the wrap', () => {
    const { track, log } = receiver(true);
    for (const sequence of [65_534, 65_534, 0, 0, 65_535, 1, 0]) track.receive(packet(sequence), 0);
    expect(log).toEqual([65_534, 65_535, 0, 1]);
    expect(track.stats()).toMatchObject({ packets: 7, unused: 3, lost: 0, held: 0 });
  });

  it('asks for what is missing after a while, again each round trip, and then goes on without', () => {
    const { track, log, nacks } = receiver(true);
    for (const sequence of [1, 2, 5]) track.receive(packet(sequence), 0);
    expect(nacks(0, 480)).toEqual([
      [20, [3, 4]],
      [140, [3, 4]],
      [320, [3, 4]],
      [360, [3, 4]],
      [400, [3, 4]],
    ]);
    expect(log).toEqual([1, 2]);
    nacks(500, 520);
    expect(log).toEqual([1, 2, 'lost', 5]);
  });

  it('does not ask for what was but overtaken', () => {
    const { track, log, nacks } = receiver(true);
    for (const sequence of [1, 3]) track.receive(packet(sequence), 0);
    track.tick(5);
    track.receive(packet(2), 8);
    expect(nacks(20, 600)).toEqual([]);
    expect(log).toEqual([1, 2, 3]);
  });

  it('waits longer before it asks, where packets turn out to be overtaken', () => {
    const { track, nacks } = receiver(true);
    track.receive(packet(0), 0);
    const asked = Array.from({ length: 30 }, (_, index) => {
      const now = index * 1_000;
      track.receive(packet(index * 2 + 2), now);
      const count = nacks(now, now + 20).length;
      track.receive(packet(index * 2 + 1), now + 25);
      if (count > 0) track.receive(packet(index * 2 + 1), now + 120);
      return count;
    });
    expect(asked[0]).toBe(1);
    expect(asked[29]).toBe(0);
  });

  it('learns a round trip that is longer than its first guess', () => {
    const { track, ticks } = receiver(true);
    track.receive(packet(0), 0);
    for (let index = 0; index < 40; index += 1) {
      const now = index * 1_000;
      track.receive(packet(index * 2 + 2), now);
      ticks(now, now + 300);
      track.receive(packet(index * 2 + 1), now + 320);
    }
    expect(track.stats().roundTripMs).toBeGreaterThan(280);
    expect(track.stats().roundTripMs).toBeLessThan(305);
    expect(track.stats().recovered).toBe(40);
  });

  it('never asks where nothing is sent again, and waits but for a moment', () => {
    const { track, log, nacks } = receiver(false);
    for (const sequence of [1, 3]) track.receive(packet(sequence), 0);
    expect(nacks(0, 40)).toEqual([]);
    expect(log).toEqual([1]);
    expect(nacks(60, 60)).toEqual([]);
    expect(log).toEqual([1, 'lost', 3]);
    track.receive(packet(2), 70);
    expect(log).toEqual([1, 'lost', 3]);
  });

  it('goes on at once after a gap that is too long to fill', () => {
    const { track, log, nacks } = receiver(true);
    for (const sequence of [1, 3, 900]) track.receive(packet(sequence), 0);
    expect(log).toEqual([1, 'lost', 3, 'lost', 900]);
    expect(nacks(0, 600)).toEqual([]);
    expect(track.stats().lost).toBe(897);
  });

  it('starts anew with another SSRC, once two packets in a row have it', () => {
    const { track, log } = receiver(true);
    for (const sequence of [1, 3]) track.receive(packet(sequence), 0);
    track.receive(packet(500, { ssrc: 8 }), 10);
    expect(log).toEqual([1]);
    track.receive(packet(501, { ssrc: 8 }), 10);
    expect(log).toEqual([1, 'lost', 3, 'lost', 500, 501]);
    track.receive(packet(502, { ssrc: 8 }), 10);
    expect(log.at(-1)).toBe(502);
    expect(track.stats().ssrc).toBe(8);
  });

  it('starts anew after a jump of the sequence, and is not led astray by one stray packet', () => {
    const { track, log } = receiver(true);
    for (const sequence of [10, 30_000, 11, 30_001, 12]) track.receive(packet(sequence), 0);
    expect(log).toEqual([10, 11, 12]);
    for (const sequence of [20_000, 20_001, 20_002]) track.receive(packet(sequence), 0);
    expect(log).toEqual([10, 11, 12, 'lost', 20_000, 20_001, 20_002]);
  });

  it('reports once a second what came, as RFC 3550 counts it', () => {
    const { track, ticks } = receiver(true);
    expect(ticks(0, 2_000)).toEqual([]);
    // Two of ten are missing, and one comes twice.
    for (const sequence of [65_530, 65_531, 65_532, 65_534, 65_535, 65_535, 0, 2, 3])
      track.receive(packet(sequence), 5_000);
    track.senderReport(
      { type: 'senderReport', ssrc: 7, ntp: 1_500, rtpTimestamp: 0, packets: 0, bytes: 0, reports: [] },
      5_500,
    );
    const reports = ticks(5_000, 7_000).filter(({ type }) => type === 'receiverReport');
    expect(reports).toEqual([
      {
        type: 'receiverReport',
        ssrc: 1,
        now: 6_000,
        reports: [
          {
            ssrc: 7,
            fractionLost: 1 / 10,
            packetsLost: 1,
            highestSequence: 65_539,
            jitter: expect.any(Number),
            lastSenderReport: (((2_208_988_801 & 0xffff) << 16) | 0x8000) >>> 0,
            sinceSenderReportMs: 500,
          },
        ],
      },
      // Nothing came since.
      { type: 'receiverReport', ssrc: 1, now: 7_000, reports: [] },
    ]);
  });

  it('measures jitter as the smoothed change of transit times', () => {
    const { track, ticks } = receiver(true, 1_000);
    let expected = 0;
    for (let index = 0; index < 50; index += 1) {
      const late = index % 2 === 0 ? 0 : 8;
      track.receive(packet(index, { timestamp: (4_294_967_000 + index * 20) >>> 0 }), index * 20 + late);
      if (index > 0) expected += (8 - expected) / 16;
    }
    expect(ticks(1_000, 1_000)).toMatchObject([{ reports: [{ jitter: Math.floor(expected) }] }]);
    expect(track.stats().jitterMs).toBeCloseTo(expected);
  });

  it('delivers in order, tells each loss where it is and keeps within bounds, whatever the network does', () => {
    const copies = fc.array(fc.nat(900), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.nat(0xffff),
        fc.array(copies, { minLength: 1, maxLength: 150 }),
        fc.constantFrom(0, 5, 20),
        fc.boolean(),
        (start, delays, pace, canNack) => {
          const arrivals = delays
            .flatMap((times, index) => times.map((delay) => ({ index, at: index * pace + delay })))
            .sort((a, b) => a.at - b.at);
          const { track, log } = receiver(canNack);
          let tickAt = 0;
          for (const { index, at } of arrivals) {
            for (; tickAt < at; tickAt += 20) track.tick(tickAt);
            track.receive(packet(start + index), at);
            expectBounded(track, canNack);
          }
          for (const end = tickAt + 700; tickAt < end; tickAt += 20) track.tick(tickAt);
          expect(track.stats()).toMatchObject({ held: 0, missing: 0 });
          const told = log.map((entry) => (entry === 'lost' ? entry : (entry - start) & 0xffff));
          const delivered = told.filter((entry) => entry !== 'lost');
          const [first] = arrivals;
          expect(told).toEqual(withLosses(delivered, first?.index));
          // Whatever came before it was given up is there.
          const given = new Set(delivered);
          const waitMs = canNack ? 500 : 60;
          for (const { index, at } of arrivals) {
            const overtaker = arrivals.find((other) => other.index > index);
            if (overtaker && at >= overtaker.at + (canNack ? 200 : waitMs)) continue;
            if (index > (first?.index ?? 0)) expect(given.has(index)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps within bounds when gaps of any length follow each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 60 }),
        fc.boolean(),
        (steps, canNack) => {
          const { track, log } = receiver(canNack);
          let sequence = 0;
          for (const step of [1, ...steps]) {
            sequence += step;
            for (let run = 0; run < 40; run += 1) track.receive(packet(sequence++), 0);
            expectBounded(track, canNack);
          }
          for (let now = 0; now <= 600; now += 20) track.tick(now);
          expect(log.filter((entry) => entry !== 'lost')).toHaveLength(40 * (steps.length + 1));
          expect(log.filter((entry) => entry === 'lost')).toHaveLength(
            steps.filter((step) => step > 0).length,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});

/** The sequences with a loss wherever they do not follow each other. */
function withLosses(sequences: readonly number[], first: number | undefined): (number | 'lost')[] {
  return sequences.flatMap((sequence, index) => {
    const before = index === 0 ? (first ?? 0) - 1 : (sequences[index - 1] ?? 0);
    return sequence === before + 1 ? [sequence] : ['lost' as const, sequence];
  });
}
