import { type AacConfig, readAacConfig } from './aac-config.ts';

/** Sound format in the upper half of the first byte (FLV 10.1, E.4.2.1); the lower half is fixed for AAC. */
const AAC = 10;
const FIRST_BYTE = 0xaf;
/** AACPacketType. */
const HEADER = 0;
const FRAME = 1;

export type AacTag =
  | { readonly type: 'header'; readonly config: AacConfig; readonly audioSpecificConfig: Buffer }
  | { readonly type: 'frame'; readonly frame: Buffer };

/** The FLV tag body that says how to decode what follows. */
export function writeAacHeader(audioSpecificConfig: Buffer): Buffer {
  return Buffer.concat([Buffer.of(FIRST_BYTE, HEADER), audioSpecificConfig]);
}

/** The FLV tag body of one AAC frame without ADTS. */
export function writeAac(frame: Buffer): Buffer {
  return Buffer.concat([Buffer.of(FIRST_BYTE, FRAME), frame]);
}

/** Reads the FLV tag body of an AAC stream; undefined for other codecs, and for what is cut. */
export function readAac(payload: Buffer): AacTag | undefined {
  const [first = 0, packetType] = payload;
  if (first >> 4 !== AAC || payload.length < 3) return undefined;
  const body = payload.subarray(2);
  if (packetType === FRAME) return { type: 'frame', frame: body };
  const config = packetType === HEADER ? readAacConfig(body) : undefined;
  return config && { type: 'header', config, audioSpecificConfig: body };
}
