/** One RTP packet without what belongs to its hop: contributing sources, header extensions and padding. */
export interface RtpPacket {
  /** 7 bits. */
  readonly payloadType: number;
  /** For H.264 the last packet of an access unit (RFC 6184 §5.1). */
  readonly marker: boolean;
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits, in units of the codec's clock. */
  readonly timestamp: number;
  /** 32 bits. */
  readonly ssrc: number;
  /** A view of the datagram. Empty when it was padding alone, which browsers send to probe the link. */
  readonly payload: Buffer;
}

export const RTP_HEADER_BYTES = 12;

/** Reads a datagram as RTP (RFC 3550 §5.1); undefined when it is none, or its own lengths contradict each other. */
export function readRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < RTP_HEADER_BYTES) return undefined;
  const first = bytes.readUInt8(0);
  if (first >> 6 !== 2) return undefined;
  let start = RTP_HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (bytes.length < start + 4) return undefined;
    start += 4 + 4 * bytes.readUInt16BE(start + 2);
  }
  if (start > bytes.length) return undefined;
  let end = bytes.length;
  if ((first & 0x20) !== 0) {
    const padding = bytes.readUInt8(end - 1);
    end -= padding;
    if (padding === 0 || end < start) return undefined;
  }
  const second = bytes.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
}

declare const blank: unique symbol;

/** A packet with room for its plain header, which each sender writes anew before it sends it; the payload is shared. */
export type BlankPacket = Buffer & { readonly [blank]: true };

/** A blank packet with a copy of the payload. */
export function blankPacket(payload: Buffer): BlankPacket {
  const bytes = Buffer.allocUnsafe(RTP_HEADER_BYTES + payload.length);
  bytes.set(payload, RTP_HEADER_BYTES);
  return bytes as BlankPacket;
}

/** Writes a packet with the plain 12-byte header. */
export function writeRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(RTP_HEADER_BYTES + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence, 2);
  bytes.writeUInt32BE(packet.timestamp, 4);
  bytes.writeUInt32BE(packet.ssrc, 8);
  bytes.set(packet.payload, RTP_HEADER_BYTES);
  return bytes;
}

/** Whether a datagram that shares RTP's port is RTCP: packet types 192 to 223 (RFC 5761 §4). */
export function isRtcp(bytes: Buffer): boolean {
  const type = bytes[1] ?? 0;
  return bytes.length >= 4 && type >= 192 && type <= 223;
}
