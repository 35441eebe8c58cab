import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adtsHeader, readAacConfig } from './aac-config.ts';
import { readAac, writeAac, writeAacHeader } from './flv-audio.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('AAC in FLV', () => {
  it('reads back the header and frames', () => {
    expect(readAac(writeAacHeader(hex('1190')))).toEqual({
      type: 'header',
      config: { sampleRate: 48_000, channels: 2, objectType: 2 },
      audioSpecificConfig: hex('1190'),
    });
    expect(readAac(writeAac(hex('2110')))).toEqual({ type: 'frame', frame: hex('2110') });
    expect(writeAac(hex('2110')).toString('hex')).toBe('af012110');
  });

  it.each([
    ['nothing', ''],
    ['another codec', '2f0121'],
    ['an empty frame', 'af01'],
    ['another packet type', 'af0221'],
    ['a header cut short', 'af0011'],
  ])('refuses %s', (_, text) => {
    expect(readAac(hex(text))).toBeUndefined();
  });
});

describe('AacConfig', () => {
  it.each([
    ['1210', { sampleRate: 44_100, channels: 2, objectType: 2 }, 'LC'],
    ['1588', { sampleRate: 8_000, channels: 1, objectType: 2 }, 'LC mono'],
    ['2b920800', { sampleRate: 22_050, channels: 2, objectType: 2 }, 'SBR, by its core'],
    ['17805dc010', { sampleRate: 48_000, channels: 2, objectType: 2 }, 'a rate in full'],
  ])('reads %s', (text, config) => {
    expect(readAacConfig(hex(text))).toEqual(config);
  });

  it.each([
    ['', 'nothing'],
    ['11', 'half of it'],
    ['1180', 'channels that the stream itself describes'],
    ['1690', 'a reserved rate'],
  ])('is undefined for %s, which is %s', (text) => {
    expect(readAacConfig(hex(text))).toBeUndefined();
  });

  it('reads whatever the fields can say, and never throws', () => {
    const fields = fc.record({
      rate: fc.constantFrom(
        { index: 3, sampleRate: 48_000 },
        { index: 4, sampleRate: 44_100 },
        { index: 8, sampleRate: 16_000 },
        { index: 12, sampleRate: 7_350 },
      ),
      channels: fc.constantFrom(1, 2, 6, 8),
      objectType: fc.constantFrom(1, 2, 4),
    });
    fc.assert(
      fc.property(fields, fc.uint8Array({ maxLength: 6 }), ({ rate, channels, objectType }, noise) => {
        const { index, sampleRate } = rate;
        const config = channels === 8 ? 7 : channels;
        const bytes = Buffer.of((objectType << 3) | (index >> 1), ((index & 1) << 7) | (config << 3));
        expect(readAacConfig(bytes)).toEqual({ sampleRate, channels, objectType });
        readAacConfig(Buffer.from(noise));
      }),
    );
  });

  it('makes the ADTS header of a frame', () => {
    const config = { sampleRate: 48_000, channels: 2, objectType: 2 };
    expect(adtsHeader(config, 365)?.toString('hex')).toBe('fff14c802e9ffc');
    expect(adtsHeader(config, 8_185)).toBeUndefined();
    expect(adtsHeader({ ...config, objectType: 5 }, 365)).toBeUndefined();
    expect(adtsHeader({ ...config, sampleRate: 47_999 }, 365)).toBeUndefined();
  });
});
