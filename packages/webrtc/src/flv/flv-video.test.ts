import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { readAvc, writeAvcHeader, writeAvcUnit } from './flv-video.ts';

describe('H.264 in FLV', () => {
  it('reads back the header', () => {
    const config = { sps: [SPS], pps: [PPS], lengthSize: 4 } as const;
    const payload = writeAvcHeader(config);
    expect(payload.subarray(0, 5).toString('hex')).toBe('1700000000');
    expect(readAvc(payload)).toEqual({ type: 'header', config });
  });

  it('reads back a unit without its parameter sets and delimiter', () => {
    const [sei, idr] = [makeNal(6), makeNal(5, 5_000)];
    const payload = writeAvcUnit({ nals: [makeNal(9, 2), SPS, PPS, sei, idr], isKey: true });
    expect(payload?.subarray(0, 9).toString('hex')).toBe('170100000000000014');
    expect(payload && readAvc(payload)).toEqual({
      type: 'unit',
      nals: [sei, idr],
      isKey: true,
      compositionMs: 0,
    });
    expect(writeAvcUnit({ nals: [makeNal(1)], isKey: false })?.[0]).toBe(0x27);
  });

  it('writes nothing for a unit of parameter sets alone', () => {
    expect(writeAvcUnit({ nals: [SPS, PPS], isKey: false })).toBeUndefined();
  });

  it.each([1, 2, 4] as const)('reads lengths of %i bytes', (lengthSize) => {
    const nals = [makeNal(1, 200), makeNal(1, 3)];
    const framed = nals.flatMap((nal) => {
      const length = Buffer.alloc(lengthSize);
      length.writeUIntBE(nal.length, 0, lengthSize);
      return [length, nal];
    });
    const payload = Buffer.concat([Buffer.from('27010000ff', 'hex'), ...framed]);
    expect(readAvc(payload, lengthSize)).toEqual({ type: 'unit', nals, isKey: false, compositionMs: 255 });
  });

  it('reads a composition time below 0', () => {
    const payload = Buffer.concat([Buffer.from('2701ffffd8', 'hex'), Buffer.from('0000000241ff', 'hex')]);
    expect(readAvc(payload)).toMatchObject({ compositionMs: -40 });
  });

  it('tells a key by its IDR picture, not by its tag', () => {
    const recoveryPoint = Buffer.concat([
      Buffer.from('1701000000', 'hex'),
      Buffer.from('0000000241ff', 'hex'),
    ]);
    expect(readAvc(recoveryPoint)).toMatchObject({ isKey: false });
  });

  it.each([
    ['nothing', ''],
    ['another codec', '22010000000000000241ff'],
    ['enhanced RTMP', '97010000000000000241ff'],
    ['a video info frame', '57010000000000000241ff'],
    ['the end of the sequence', '1702000000'],
    ['a NAL unit longer than the tag', '27010000000000000341ff'],
    ['a length cut short', '27010000000000000241ff0000'],
    ['no NAL unit at all', '270100000000000000'],
    ['a broken header', '1700000000014200'],
  ])('refuses %s', (_, hex) => {
    expect(readAvc(Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  it('takes any bytes, and keeps no more NAL units than a picture has', () => {
    const tag = fc
      .tuple(fc.constantFrom(0x17, 0x27), fc.nat(2), fc.uint8Array({ maxLength: 60 }))
      .map(([first, type, rest]) => Buffer.concat([Buffer.of(first, type), rest]));
    fc.assert(
      fc.property(tag, fc.constantFrom(1, 2, 4), (payload, lengthSize) => {
        readAvc(payload, lengthSize);
      }),
      { numRuns: 3_000 },
    );
    const crumbs = Buffer.alloc(4_000, Buffer.of(1, 0x41));
    expect(readAvc(Buffer.concat([Buffer.from('2701000000', 'hex'), crumbs]), 1)).toBeUndefined();
  });
});
