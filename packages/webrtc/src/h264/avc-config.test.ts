import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { type AvcConfig, avcConfigOf, readAvcConfig, writeAvcConfig } from './avc-config.ts';

const set = (type: number) =>
  fc.tuple(fc.integer({ min: 4, max: 60 }), fc.nat(255)).map(([bytes, fill]) => makeNal(type, bytes, fill));
const config: fc.Arbitrary<AvcConfig> = fc.record({
  sps: fc.array(set(7), { minLength: 1, maxLength: 31 }),
  pps: fc.array(set(8), { minLength: 1, maxLength: 40 }),
  lengthSize: fc.constantFrom(1, 2, 4),
});

describe('AvcConfig', () => {
  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(config, (written) => {
        expect(readAvcConfig(writeAvcConfig(written))).toEqual(written);
      }),
    );
  });

  it('is written as ffmpeg writes it', () => {
    const bytes = writeAvcConfig({ sps: [SPS], pps: [PPS], lengthSize: 4 });
    expect(bytes.toString('hex')).toBe(`0142c01effe10018${SPS.toString('hex')}010005${PPS.toString('hex')}`);
    const high = Buffer.from(SPS);
    high[1] = 100;
    expect(
      writeAvcConfig({ sps: [high], pps: [PPS], lengthSize: 4 })
        .subarray(-4)
        .toString('hex'),
    ).toBe('fdf8f800');
  });

  it('is found in a unit that has both parameter sets', () => {
    expect(avcConfigOf([makeNal(9, 2), SPS, PPS, makeNal(5)])).toEqual({
      sps: [SPS],
      pps: [PPS],
      lengthSize: 4,
    });
    expect(avcConfigOf([SPS, makeNal(5)])).toBeUndefined();
    expect(avcConfigOf([makeNal(7, 3), PPS])).toBeUndefined();
    expect(avcConfigOf([makeNal(7, 70_000), PPS])).toBeUndefined();
  });

  it('is undefined for anything cut or changed, and never throws', () => {
    const whole = writeAvcConfig({ sps: [SPS], pps: [PPS], lengthSize: 2 });
    for (let length = 0; length < whole.length; length += 1)
      expect(readAvcConfig(whole.subarray(0, length))).toBeUndefined();
    const threeBytes = Buffer.from(whole);
    threeBytes[4] = 0xfe;
    expect(readAvcConfig(threeBytes)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(whole);
        changed[at] = byte;
        readAvcConfig(changed);
      }),
      { numRuns: 2_000 },
    );
  });
});
