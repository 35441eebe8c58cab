import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNtp, toNtp, toShortNtp } from './ntp-time.ts';
import { readRtcp } from './read-rtcp.ts';
import type { RtcpPacket } from './rtcp-packet.ts';
import { writeRtcp } from './write-rtcp.ts';

const u32 = fc.nat(0xffffffff);
const report = fc.record({
  ssrc: u32,
  fractionLost: fc.nat(255).map((part) => part / 256),
  packetsLost: fc.integer({ min: -0x800000, max: 0x7fffff }),
  highestSequence: u32,
  jitter: u32,
  lastSenderReport: u32,
  sinceSenderReportMs: fc.nat(60_000 * 8).map((part) => part * 125),
});
const reports = fc.array(report, { maxLength: 31 });
const ascending = fc
  .tuple(fc.nat(0xffff), fc.uniqueArray(fc.nat(600), { minLength: 1, maxLength: 200 }))
  .map(([start, steps]) => steps.sort((a, b) => a - b).map((step) => (start + step) & 0xffff));
const packet: fc.Arbitrary<RtcpPacket> = fc.oneof(
  fc.record({
    type: fc.constant('senderReport' as const),
    ssrc: u32,
    ntp: fc.nat(3_000_000_000).map((ms) => 1_770_000_000_000 + ms / 4),
    rtpTimestamp: u32,
    packets: u32,
    bytes: u32,
    reports,
  }),
  fc.record({ type: fc.constant('receiverReport' as const), ssrc: u32, reports }),
  fc.record({ type: fc.constant('nack' as const), senderSsrc: u32, mediaSsrc: u32, lost: ascending }),
  fc.record({ type: fc.constant('pictureLoss' as const), senderSsrc: u32, mediaSsrc: u32 }),
  fc.record({
    type: fc.constant('fullIntra' as const),
    senderSsrc: u32,
    requests: fc.array(fc.record({ ssrc: u32, sequence: fc.nat(255) }), { maxLength: 4 }),
  }),
  fc.record({
    type: fc.constant('bitrateLimit' as const),
    senderSsrc: u32,
    bitsPerSecond: fc
      .tuple(fc.integer({ min: 0x20000, max: 0x3ffff }), fc.nat(30))
      .map(([mantissa, exponent]) => mantissa * 2 ** exponent),
    ssrcs: fc.array(u32, { maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('bye' as const), ssrcs: fc.array(u32, { maxLength: 31 }) }),
);

const isReport = ({ type }: RtcpPacket) => type.endsWith('Report');

describe('RTCP', () => {
  it('reads back whatever was written, reports first', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 6 }), (packets) => {
        const expected = [...packets.filter(isReport), ...packets.filter((one) => !isReport(one))];
        const read = readRtcp(writeRtcp(packets));
        expect(read.map(withoutNtp)).toEqual(expected.map(withoutNtp));
        read.forEach((one, index) => {
          const other = expected[index];
          if (one.type === 'senderReport' && other?.type === 'senderReport')
            expect(one.ntp).toBeCloseTo(other.ntp, 3);
        });
      }),
    );
  });

  it('names up to 17 neighbours in one NACK entry, across the wrap', () => {
    const lost = [65_530, 65_535, 0, 10];
    const bytes = writeRtcp([{ type: 'nack', senderSsrc: 1, mediaSsrc: 2, lost }]);
    expect(bytes.toString('hex')).toBe('81cd00030000000100000002fffa8030');
    expect(readRtcp(bytes)).toEqual([{ type: 'nack', senderSsrc: 1, mediaSsrc: 2, lost }]);
  });

  it('reads what Chromium sends: a report, a description to skip, and REMB', () => {
    const bytes = Buffer.from(
      '81c9000700000001' + // receiver report
        '11223344400000050001fffe0000002aaabbccdd00018000' +
        '81ca000200000001' + // source description
        '01000000' +
        '8fce000500000001' + // REMB of 1 Mbit/s
        '0000000052454d42010bd09011223344',
      'hex',
    );
    expect(readRtcp(bytes)).toEqual([
      {
        type: 'receiverReport',
        ssrc: 1,
        reports: [
          {
            ssrc: 0x11223344,
            fractionLost: 0.25,
            packetsLost: 5,
            highestSequence: 0x1fffe,
            jitter: 42,
            lastSenderReport: 0xaabbccdd,
            sinceSenderReportMs: 1_500,
          },
        ],
      },
      { type: 'bitrateLimit', senderSsrc: 1, bitsPerSecond: 1_000_000, ssrcs: [0x11223344] },
    ]);
  });

  it('keeps what came before the length that goes wrong', () => {
    const loss: RtcpPacket = { type: 'pictureLoss', senderSsrc: 1, mediaSsrc: 2 };
    const bytes = Buffer.concat([writeRtcp([loss]), writeRtcp([loss]).subarray(0, 10)]);
    expect(readRtcp(bytes)).toEqual([loss]);
  });

  it('answers any bytes, in bounds, and never throws', () => {
    const header = fc.tuple(fc.nat(31), fc.integer({ min: 199, max: 207 }), fc.nat(12));
    const loud = fc
      .array(fc.tuple(header, fc.uint8Array({ minLength: 48, maxLength: 48 })), { maxLength: 5 })
      .map((packets) =>
        Buffer.concat(
          packets.map(([[count, type, words], body]) =>
            Buffer.concat([Buffer.of(0x80 | count, type, 0, words), body.subarray(0, 4 * words)]),
          ),
        ),
      );
    fc.assert(
      fc.property(fc.oneof(loud, fc.uint8Array({ maxLength: 100 })), (bytes) => {
        readRtcp(Buffer.from(bytes));
      }),
      { numRuns: 3_000 },
    );
    const endless = Buffer.alloc(60_000, 0xff);
    endless.set([0x81, 205, 14_999 >> 8, 14_999 & 0xff]);
    expect(readRtcp(endless)).toMatchObject([{ type: 'nack', lost: { length: 1_024 } }]);
    expect(readRtcp(Buffer.alloc(4_000, Buffer.of(0x80, 203, 0, 0)))).toHaveLength(32);
  });
});

describe('NTP time', () => {
  it('begins in 1900, and goes on in the era after 2036', () => {
    expect(toNtp(0)).toEqual({ seconds: 2_208_988_800, fraction: 0 });
    expect(toNtp(1_500)).toEqual({ seconds: 2_208_988_801, fraction: 2 ** 31 });
    const in2040 = Date.UTC(2040, 0, 1);
    const { seconds, fraction } = toNtp(in2040);
    expect(fromNtp(seconds, fraction)).toBe(in2040);
  });

  it('is named by its middle in reception reports', () => {
    expect(toShortNtp(1_500)).toBe((((2_208_988_801 & 0xffff) << 16) | 0x8000) >>> 0);
  });
});

function withoutNtp(packet: RtcpPacket) {
  return packet.type === 'senderReport' ? { ...packet, ntp: 0 } : packet;
}
