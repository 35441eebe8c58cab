import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRtcp, type RtpPacket, readRtp, writeRtp } from './rtp-packet.ts';

const packet: fc.Arbitrary<RtpPacket> = fc.record({
  payloadType: fc.nat(127),
  marker: fc.boolean(),
  sequence: fc.nat(0xffff),
  timestamp: fc.nat(0xffffffff),
  ssrc: fc.nat(0xffffffff),
  payload: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
});

describe('RTP', () => {
  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(packet, (written) => {
        expect(readRtp(writeRtp(written))).toEqual(written);
      }),
    );
  });

  it('leaves out contributing sources, header extensions and padding', () => {
    const plain = writeRtp({
      payloadType: 96,
      marker: true,
      sequence: 7,
      timestamp: 8,
      ssrc: 9,
      payload: Buffer.alloc(0),
    });
    plain[0] = 0x80 | 0x20 | 0x10 | 2;
    const sources = Buffer.alloc(8, 0xaa);
    const extension = Buffer.from('bede000112345678', 'hex');
    const bytes = Buffer.concat([plain, sources, extension, Buffer.from('media'), Buffer.of(0, 0, 3)]);
    expect(readRtp(bytes)).toEqual({
      payloadType: 96,
      marker: true,
      sequence: 7,
      timestamp: 8,
      ssrc: 9,
      payload: Buffer.from('media'),
    });
  });

  it('takes padding alone as an empty packet', () => {
    const probe = Buffer.concat([Buffer.of(0xa0, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3), Buffer.of(0, 0, 0, 4)]);
    expect(readRtp(probe)?.payload).toHaveLength(0);
  });

  it.each([
    ['nothing', ''],
    ['another version', '400000010000000200000003'],
    ['sources that are not there', '820000010000000200000003'],
    ['an extension cut short', '900000010000000200000003bede'],
    ['an extension longer than the packet', '900000010000000200000003bede0009'],
    ['padding of no bytes', 'a0000001000000020000000300'],
    ['padding longer than the packet', 'a00000010000000200000003000e'],
  ])('refuses %s', (_, hex) => {
    expect(readRtp(Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        readRtp(Buffer.from(bytes));
        isRtcp(Buffer.from(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('isRtcp', () => {
  it('tells reports and feedback from media, marker or not', () => {
    expect(isRtcp(Buffer.of(0x80, 200, 0, 0))).toBe(true);
    expect(isRtcp(Buffer.of(0x81, 206, 0, 2))).toBe(true);
    expect(isRtcp(Buffer.of(0x80, 96, 0, 0))).toBe(false);
    expect(isRtcp(Buffer.of(0x80, 0x80 | 102, 0, 0))).toBe(false);
    expect(isRtcp(Buffer.of(0x80, 200))).toBe(false);
  });
});
