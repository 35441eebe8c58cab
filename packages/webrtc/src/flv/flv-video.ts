import type { AccessUnit } from '../h264/access-unit.ts';
import { type AvcConfig, type LengthSize, readAvcConfig, writeAvcConfig } from '../h264/avc-config.ts';
import { NalType, nalType } from '../h264/nal-unit.ts';

/** Frame type in the upper half of the first byte, codec id in the lower (FLV 10.1, E.4.3.1). */
const KEY_FRAME = 1;
const INTER_FRAME = 2;
const INFO_FRAME = 5;
const AVC = 7;
/** Enhanced RTMP gives the byte another meaning when this is set. */
const ENHANCED = 0x80;
/** AVCPacketType. */
const HEADER = 0;
const UNIT = 1;
/** First byte, AVCPacketType, composition time in 24 bits. */
const TAG_HEADER = 5;
const MAX_NALS = 1_024;

export type AvcTag =
  | { readonly type: 'header'; readonly config: AvcConfig }
  | {
      readonly type: 'unit';
      readonly nals: readonly Buffer[];
      /** There is an IDR picture in it, whatever the tag says. */
      readonly isKey: boolean;
      /** How much later than its timestamp the picture is shown; above 0 where there are B pictures. */
      readonly compositionMs: number;
    };

/** The FLV tag body that says how to decode what follows. */
export function writeAvcHeader(config: AvcConfig): Buffer {
  return Buffer.concat([Buffer.of((KEY_FRAME << 4) | AVC, HEADER, 0, 0, 0), writeAvcConfig(config)]);
}

/**
 * The FLV tag body of one picture, its NAL units after lengths of 4 bytes. Parameter sets are left out, as they belong
 * in the header, and so are delimiters; undefined when nothing else was in the unit.
 */
export function writeAvcUnit(unit: Pick<AccessUnit, 'nals' | 'isKey'>): Buffer | undefined {
  const nals = unit.nals.filter(isCarried);
  if (nals.length === 0) return undefined;
  const size = nals.reduce((sum, nal) => sum + 4 + nal.length, TAG_HEADER);
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeUInt8(((unit.isKey ? KEY_FRAME : INTER_FRAME) << 4) | AVC, 0);
  bytes.writeUInt32BE(UNIT << 24, 1);
  let at = TAG_HEADER;
  for (const nal of nals) {
    at = bytes.writeUInt32BE(nal.length, at);
    bytes.set(nal, at);
    at += nal.length;
  }
  return bytes;
}

function isCarried(nal: Buffer): boolean {
  const type = nalType(nal);
  return nal.length > 0 && type !== NalType.sps && type !== NalType.pps && type !== NalType.delimiter;
}

/**
 * Reads the FLV tag body of an H.264 stream; undefined for other codecs, for what carries no picture, and for what is
 * cut or beyond bounds. `lengthSize` is that of the header before.
 */
export function readAvc(payload: Buffer, lengthSize: LengthSize = 4): AvcTag | undefined {
  if (payload.length < TAG_HEADER) return undefined;
  const first = payload.readUInt8(0);
  if ((first & ENHANCED) !== 0 || (first & 0x0f) !== AVC || first >> 4 === INFO_FRAME) return undefined;
  const packetType = payload.readUInt8(1);
  if (packetType === HEADER) {
    const config = readAvcConfig(payload.subarray(TAG_HEADER));
    return config && { type: 'header', config };
  }
  const nals = packetType === UNIT ? readNals(payload, lengthSize) : undefined;
  if (!nals) return undefined;
  const isKey = nals.some((nal) => nalType(nal) === NalType.idr);
  return { type: 'unit', nals, isKey, compositionMs: payload.readIntBE(2, 3) };
}

function readNals(payload: Buffer, lengthSize: LengthSize): Buffer[] | undefined {
  const nals: Buffer[] = [];
  let at = TAG_HEADER;
  while (at < payload.length) {
    if (at + lengthSize > payload.length || nals.length === MAX_NALS) return undefined;
    const start = at + lengthSize;
    at = start + payload.readUIntBE(at, lengthSize);
    if (at > payload.length) return undefined;
    if (at > start) nals.push(payload.subarray(start, at));
  }
  return nals.length > 0 ? nals : undefined;
}
