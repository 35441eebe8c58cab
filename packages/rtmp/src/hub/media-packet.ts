import type { MediaKind } from '../access/access.ts';

/**
 * What a packet is to a player. `header`: how to decode what follows. `key`: decoding can begin here (every audio
 * frame). `delta`: needs the video before it.
 */
export type PacketRole = 'header' | 'key' | 'delta';

/** One audio or video message of a publisher. Shared by all players, never copied for one. */
export interface MediaPacket {
  kind: MediaKind;
  role: PacketRole;
  /** Milliseconds on the hub's own time line. */
  timestamp: number;
  /** The FLV tag body, which is also the RTMP message payload. */
  payload: Buffer;
}

const AAC = 10;
const VIDEO_INFO_FRAME = 5;
/** Codecs whose second byte is an AVC packet type: AVC, and HEVC and AV1 as Chinese CDNs number them. */
const PACKETISED_VIDEO = new Set([7, 12, 13]);

/** Tells what an audio or video payload is (FLV 10.1, E.4.2.1 and E.4.3.1); undefined for what carries no media. */
export function packetRole(kind: MediaKind, payload: Buffer): PacketRole | undefined {
  const [first, second] = payload;
  if (first === undefined) return undefined;
  if (kind === 'audio') return first >> 4 === AAC && second === 0 ? 'header' : 'key';
  if (first & 0x80) return enhancedRole(first);
  const frameType = first >> 4;
  if (frameType === VIDEO_INFO_FRAME) return undefined;
  if (PACKETISED_VIDEO.has(first & 0x0f)) {
    if (second === 0) return 'header';
    if (second !== 1) return undefined;
  }
  return frameType === 1 ? 'key' : 'delta';
}

/** Enhanced RTMP v1: frame type in bits 4–6, packet type in bits 0–3. */
function enhancedRole(first: number): PacketRole | undefined {
  const packetType = first & 0x0f;
  if (packetType === 0) return 'header';
  if (packetType !== 1 && packetType !== 3) return undefined;
  return ((first >> 4) & 0x07) === 1 ? 'key' : 'delta';
}
