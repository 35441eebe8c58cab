import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { AccessUnit } from './access-unit.ts';
import { Depacketiser } from './depacketiser.ts';
import { packetise } from './packetiser.ts';

const IDR = makeNal(5, 3_000);
const DELTA = makeNal(1, 3_000);

/** The packets of units 3,000 apart, each with a marker. */
function packets(units: readonly (readonly Buffer[])[], hasMarkers = true): RtpPacket[] {
  return units
    .flatMap((nals, unit) =>
      packetise(nals).map((payload, index, { length }) => ({
        payload,
        marker: hasMarkers && index === length - 1,
        timestamp: (unit * 3_000) >>> 0,
      })),
    )
    .map((packet, sequence) => ({ ...packet, sequence, payloadType: 96, ssrc: 1 }));
}

/** Pushes packets, telling the loss of those that `isLost` picks. */
function depacketise(input: readonly RtpPacket[], isLost: (index: number) => boolean = () => false) {
  const depacketiser = new Depacketiser();
  const units: AccessUnit[] = [];
  input.forEach((packet, index) => {
    if (isLost(index)) depacketiser.lost();
    const unit = isLost(index) ? undefined : depacketiser.push(packet);
    if (unit) units.push(unit);
  });
  return { units, dropped: depacketiser.dropped };
}

/** Strings are compared a hundred times faster than buffers. */
const hex = (bytes: Buffer) => bytes.toString('hex');

describe('Depacketiser', () => {
  it('gives back any access units that were packetised', () => {
    const nal = fc
      .tuple(fc.constantFrom(1, 5, 6, 7, 8), fc.integer({ min: 1, max: 4_000 }), fc.nat(255))
      .map(([type, bytes, fill]) => makeNal(type, bytes, fill));
    fc.assert(
      fc.property(
        fc.array(fc.array(nal, { minLength: 1, maxLength: 6 }), { maxLength: 6 }),
        fc.boolean(),
        (units, hasMarkers) => {
          // Without markers the last unit is ended by one more.
          const input = packets(hasMarkers ? units : [...units, [DELTA]], hasMarkers);
          const read = depacketise(input).units;
          expect(read.map(({ nals }) => nals.map(hex))).toEqual(units.map((nals) => nals.map(hex)));
          expect(read.map(({ timestamp }) => timestamp)).toEqual(units.map((_, index) => index * 3_000));
        },
      ),
    );
  });

  it('gives a unit each, where some end by a marker and others by a new timestamp', () => {
    const units = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(units, (shapes) => {
        const marked = packets(shapes.map(([slices]) => Array.from({ length: slices }, () => makeNal(1))));
        const input = marked.map((packet) => ({
          ...packet,
          marker: packet.marker && shapes[packet.timestamp / 3_000]?.[1] === true,
        }));
        const flush = packets([[DELTA], [DELTA]]).map((packet) => ({ ...packet, timestamp: 0xffff }));
        const read = depacketise([...input, ...flush]).units;
        expect(read.slice(0, shapes.length).map(({ timestamp, nals }) => [timestamp, nals.length])).toEqual(
          shapes.map(([slices], index) => [index * 3_000, slices]),
        );
      }),
    );
  });

  it('takes an IDR picture for a key once parameter sets were there, its own or earlier ones', () => {
    expect(depacketise(packets([[IDR], [SPS, PPS, IDR], [DELTA], [IDR]])).units.map((u) => u.isKey)).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it('drops exactly the units that a loss has cut', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(29), { maxLength: 8 }), (lost) => {
        const input = packets(Array.from({ length: 10 }, () => [DELTA]));
        const cut = new Set(lost.map((index) => input[index]?.timestamp));
        const { units } = depacketise(input, (index) => lost.includes(index));
        expect(units.map(({ timestamp }) => timestamp)).toEqual(
          Array.from({ length: 10 }, (_, index) => index * 3_000).filter((timestamp) => !cut.has(timestamp)),
        );
      }),
    );
  });

  it('does not take a later slice for the beginning of the unit whose first one is lost', () => {
    const later = makeNal(1);
    later[1] = 0x40;
    const input = packets([[makeNal(1), later], [makeNal(1)]]);
    expect(depacketise(input, (index) => index === 0).units.map((u) => u.timestamp)).toEqual([3_000]);
    expect(depacketise(input, (index) => index === 0).dropped).toBe(1);
  });

  it('drops a unit whose fragments do not fit together, though nobody told of a loss', () => {
    const input = packets([[DELTA], [DELTA]]);
    const without = (index: number) => input.filter((_, at) => at !== index);
    for (const index of [0, 2]) {
      expect(depacketise(without(index)).units.map((unit) => unit.timestamp)).toEqual([3_000]);
    }
    const [start, ...rest] = input as [RtpPacket, ...RtpPacket[]];
    expect(depacketise([start, start, ...rest]).units.map((unit) => unit.timestamp)).toEqual([3_000]);
  });

  it('skips padding, whatever its timestamp', () => {
    const [first, ...rest] = packets([[DELTA]]);
    const padding = { ...(first as RtpPacket), payload: Buffer.alloc(0), timestamp: 77, marker: true };
    expect(depacketise([first as RtpPacket, padding, ...rest]).units).toHaveLength(1);
  });

  it('drops a unit beyond its bounds, and goes on with the next', () => {
    const huge = packets([[makeNal(1, 5_000_000)], [DELTA]]);
    expect(depacketise(huge).units.map((unit) => unit.nals)).toEqual([[DELTA]]);
    const many = packets([Array.from({ length: 1_025 }, () => makeNal(1)), [DELTA]]);
    expect(depacketise(many).units.map((unit) => unit.nals)).toEqual([[DELTA]]);
  });

  it('takes any payloads, and never throws', () => {
    const payload = fc
      .tuple(fc.constantFrom(0, 1, 5, 24, 28, 29, 31), fc.uint8Array({ maxLength: 12 }))
      .map(([type, rest]) => Buffer.concat([Buffer.of(0x60 | type), rest]));
    const packet = fc.record({
      payload: fc.oneof(payload, fc.constant(Buffer.alloc(0))),
      marker: fc.boolean(),
      timestamp: fc.nat(2),
      isLost: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 30 }), (input) => {
        const whole = input.map((one, sequence) => ({ ...one, sequence, payloadType: 96, ssrc: 1 }));
        for (const { nals } of depacketise(whole, (index) => input[index]?.isLost === true).units)
          expect(nals.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
