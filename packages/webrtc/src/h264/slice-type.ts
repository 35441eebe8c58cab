import { NalType, nalType } from './nal-unit.ts';

/** Two Exp-Golomb numbers of 32 bits at most have 126 bits. */
const HEADER_BYTES = 20;
const B_SLICE = 1;

/** Whether the NAL unit is a slice that refers to later pictures too (H.264 §7.4.3, slice_type 1 or 6). */
export function isBSlice(nal: Buffer): boolean {
  if (nalType(nal) !== NalType.slice) return false;
  const bits = sliceHeader(nal);
  const firstMacroblock = readExpGolomb(bits, 0);
  const sliceType = firstMacroblock && readExpGolomb(bits, firstMacroblock.end);
  return sliceType !== undefined && sliceType.value % 5 === B_SLICE;
}

/**
 * Whether a picture must not go to WebRTC, which shows pictures in the order they come. B pictures are left out, as SRS
 * does; what refers to one of them is a B picture as a rule.
 */
export function isBPicture(nals: readonly Buffer[]): boolean {
  return nals.some(isBSlice);
}

/** Whether this slice is the first of its picture: first_mb_in_slice is 0, which is a single 1 bit. */
export function isFirstSlice(nal: Buffer): boolean {
  return ((nal[1] ?? 0) & 0x80) !== 0;
}

/** The first bytes after the NAL header without emulation prevention (H.264 §7.4.1). */
function sliceHeader(nal: Buffer): number[] {
  const bytes: number[] = [];
  let zeros = 0;
  for (const byte of nal.subarray(1, 1 + HEADER_BYTES)) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes.push(byte);
  }
  return bytes;
}

/** ue(v) of H.264 §9.1; undefined when the bytes end before it does. */
function readExpGolomb(bytes: readonly number[], start: number): { value: number; end: number } | undefined {
  const bit = (at: number) => ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  let zeros = 0;
  while (bit(start + zeros) === 0) {
    zeros += 1;
    if (zeros > 31 || start + zeros >= bytes.length * 8) return undefined;
  }
  const end = start + 2 * zeros + 1;
  if (end > bytes.length * 8) return undefined;
  let value = 1;
  for (let at = start + zeros + 1; at < end; at += 1) value = value * 2 + bit(at);
  return { value: value - 1, end };
}
