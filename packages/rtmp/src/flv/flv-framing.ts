import type { Framing, Outgoing } from '../hub/framing.ts';

const TAG_TYPE = { audio: 8, video: 9, metadata: 18 } as const;
const TAG_HEADER = 11;
const PREVIOUS_TAG_SIZE = 4;

/** Media as an FLV file without end (FLV 10.1, annex E). */
export const flvFraming: Framing = {
  name: 'flv',
  preamble(kinds) {
    // mpegts.js waits for every kind that the flags announce.
    const flags = (kinds.has('audio') ? 4 : 0) | (kinds.has('video') ? 1 : 0);
    return Buffer.of(0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0);
  },
  encode(packets) {
    const size = packets.reduce(
      (sum, packet) => sum + TAG_HEADER + packet.payload.length + PREVIOUS_TAG_SIZE,
      0,
    );
    const target = Buffer.allocUnsafe(size);
    packets.reduce((offset, packet) => writeTag(packet, target, offset), 0);
    return target;
  },
};

function writeTag(packet: Outgoing, target: Buffer, offset: number): number {
  const { length } = packet.payload;
  const timestamp = packet.timestamp >>> 0;
  let at = target.writeUInt8(TAG_TYPE[packet.kind], offset);
  at = target.writeUIntBE(length, at, 3);
  at = target.writeUIntBE(timestamp & 0xffffff, at, 3);
  at = target.writeUInt8(timestamp >>> 24, at);
  at = target.writeUIntBE(0, at, 3);
  at += packet.payload.copy(target, at);
  return target.writeUInt32BE(TAG_HEADER + length, at);
}
