import { NalType, nalType } from './nal-unit.ts';

/** How to decode an H.264 stream, and how its NAL units are framed in FLV. */
export interface AvcConfig {
  readonly sps: readonly Buffer[];
  readonly pps: readonly Buffer[];
  /** Bytes of the length before each NAL unit. */
  readonly lengthSize: LengthSize;
}

export type LengthSize = 1 | 2 | 4;

/** Profile, compatibility and level are bytes of the SPS: what is shorter is none. */
const LEAST_SPS_BYTES = 4;
const MAX_SPS = 31;
const MAX_PPS = 255;
const MAX_SET_BYTES = 0xffff;
const HIGH_PROFILE = 100;

/** The parameter sets of an access unit, as a config with lengths of 4 bytes; undefined unless it has both kinds. */
export function avcConfigOf(nals: readonly Buffer[]): AvcConfig | undefined {
  const sps = nals.filter(
    (nal) => nalType(nal) === NalType.sps && nal.length >= LEAST_SPS_BYTES && nal.length <= MAX_SET_BYTES,
  );
  const pps = nals.filter((nal) => nalType(nal) === NalType.pps && nal.length <= MAX_SET_BYTES);
  if (sps.length === 0 || pps.length === 0) return undefined;
  return { sps: sps.slice(0, MAX_SPS), pps: pps.slice(0, MAX_PPS), lengthSize: 4 };
}

/** Reads an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1); undefined when it is none, or lacks a set. */
export function readAvcConfig(bytes: Buffer): AvcConfig | undefined {
  if (bytes.length < 7 || bytes[0] !== 1) return undefined;
  const lengthSize = (bytes.readUInt8(4) & 3) + 1;
  if (lengthSize === 3) return undefined;
  const sps = readSets(bytes, 6, bytes.readUInt8(5) & 0x1f);
  const ppsCount = sps && bytes[sps.end];
  if (!sps || ppsCount === undefined) return undefined;
  const pps = readSets(bytes, sps.end + 1, ppsCount);
  if (!pps || sps.sets.length === 0 || pps.sets.length === 0) return undefined;
  if (sps.sets.some((set) => set.length < LEAST_SPS_BYTES)) return undefined;
  return { sps: sps.sets, pps: pps.sets, lengthSize: lengthSize as LengthSize };
}

function readSets(bytes: Buffer, start: number, count: number): { sets: Buffer[]; end: number } | undefined {
  const sets: Buffer[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length || end === at + 2) return undefined;
    sets.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { sets, end: at };
}

/** Writes an AVCDecoderConfigurationRecord. Sets that its fields cannot count or measure are left out. */
export function writeAvcConfig(config: AvcConfig): Buffer {
  const sps = config.sps.filter((set) => set.length <= MAX_SET_BYTES).slice(0, MAX_SPS);
  const pps = config.pps.filter((set) => set.length <= MAX_SET_BYTES).slice(0, MAX_PPS);
  const [profile = 0, compatibility = 0, level = 0] = sps[0]?.subarray(1) ?? [];
  return Buffer.concat([
    Buffer.of(1, profile, compatibility, level, 0xfc | (config.lengthSize - 1), 0xe0 | sps.length),
    ...sps.flatMap(withLength),
    Buffer.of(pps.length),
    ...pps.flatMap(withLength),
    // High profile says its colour format too: 4:2:0 with 8 bits is the one that browsers and phones send.
    ...(profile === HIGH_PROFILE ? [Buffer.of(0xfd, 0xf8, 0xf8, 0)] : []),
  ]);
}

function withLength(set: Buffer): Buffer[] {
  return [Buffer.of(set.length >> 8, set.length & 0xff), set];
}
