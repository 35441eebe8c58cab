const HEADER_BYTES = 27;
const CAPTURE = 0x4f676753;
const LACE = 255;

/** One Ogg page (RFC 3533 §6); ours carry one whole packet each. */
export interface OggPage {
  readonly granule: bigint;
  readonly sequence: number;
  readonly isFirst: boolean;
  readonly packet: Buffer;
}

/** Packs one packet into a page. A packet has less than 255 × 255 bytes, as any of Opus does (RFC 6716 §3.4). */
export function writeOggPage({ granule, sequence, isFirst, packet }: OggPage): Buffer {
  const laces = Math.floor(packet.length / LACE) + 1;
  const page = Buffer.alloc(HEADER_BYTES + laces + packet.length);
  page.writeUInt32BE(CAPTURE, 0);
  page[5] = isFirst ? 2 : 0;
  page.writeBigInt64LE(granule, 6);
  page.writeUInt32LE(1, 14);
  page.writeUInt32LE(sequence, 18);
  page[26] = laces;
  page.fill(LACE, HEADER_BYTES, HEADER_BYTES + laces - 1);
  page[HEADER_BYTES + laces - 1] = packet.length % LACE;
  packet.copy(page, HEADER_BYTES + laces);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** RFC 3533 §6: CRC-32 with the polynomial 0x04c11db7, neither reflected nor inverted. */
function checksum(page: Buffer): number {
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ TABLE[(crc >>> 24) ^ byte]!) >>> 0;
  return crc;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc >>> 0;
});
