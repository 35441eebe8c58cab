/** What an AudioSpecificConfig says of the core AAC stream (ISO/IEC 14496-3 §1.6.2.1). */
export interface AacConfig {
  /** Hz; with SBR that of the core, half of what is heard. */
  readonly sampleRate: number;
  /** 1 to 6, or 8. */
  readonly channels: number;
  /** 2 is AAC LC. With SBR or parametric stereo (5, 29) that of the core. */
  readonly objectType: number;
}

const SAMPLE_RATES: readonly number[] = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const EXPLICIT_RATE = 15;
const ESCAPED_TYPE = 31;
const SBR = 5;
const PARAMETRIC_STEREO = 29;
const ADTS_HEADER = 7;

/** Reads an AudioSpecificConfig; undefined when it is cut, or leaves rate or channels to the stream itself. */
export function readAacConfig(bytes: Buffer): AacConfig | undefined {
  let at = 0;
  const take = (count: number) => {
    let value = 0;
    for (const end = at + count; at < end; at += 1) {
      value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    }
    return value;
  };
  const takeType = () => {
    const type = take(5);
    return type === ESCAPED_TYPE ? 32 + take(6) : type;
  };
  const takeRate = () => {
    const index = take(4);
    return index === EXPLICIT_RATE ? take(24) : SAMPLE_RATES[index];
  };
  let objectType = takeType();
  const sampleRate = takeRate();
  const channelConfig = take(4);
  if (objectType === SBR || objectType === PARAMETRIC_STEREO) {
    takeRate();
    objectType = takeType();
  }
  const channels = channelConfig === 7 ? 8 : channelConfig;
  if (at > bytes.length * 8 || !sampleRate || objectType === 0 || channels === 0 || channels > 8)
    return undefined;
  return { sampleRate, channels, objectType };
}

/**
 * The 7 bytes of ADTS before a frame of `frameBytes` (ISO/IEC 14496-3 §1.A.2.2.1); undefined when ADTS cannot say it:
 * it knows object types 1 to 4, the usual rates, and 8,191 bytes with its header.
 */
export function adtsHeader(config: AacConfig, frameBytes: number): Buffer | undefined {
  const rate = rateIndex(config);
  const length = ADTS_HEADER + frameBytes;
  if (rate === undefined || config.objectType < 1 || config.objectType > 4 || length > 0x1fff)
    return undefined;
  const channels = channelConfigOf(config);
  return Buffer.of(
    0xff,
    0xf1,
    ((config.objectType - 1) << 6) | (rate << 2) | (channels >> 2),
    ((channels & 3) << 6) | (length >> 11),
    (length >> 3) & 0xff,
    // The buffer fullness is that of a variable bit rate: all ones.
    ((length & 7) << 5) | 0x1f,
    0xfc,
  );
}

function rateIndex({ sampleRate }: AacConfig): number | undefined {
  const index = SAMPLE_RATES.indexOf(sampleRate);
  return index < 0 ? undefined : index;
}

function channelConfigOf({ channels }: AacConfig): number {
  return channels === 8 ? 7 : channels;
}
