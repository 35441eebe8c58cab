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

/** Reads the packets out of a stream of pages, wherever its chunks are cut. Its input is our own child's. */
export class OggReader {
  private rest: Buffer = Buffer.alloc(0);
  /** What a packet that goes on in the next page has so far. */
  private partial: Buffer[] = [];

  read(chunk: Buffer, packet: (packet: Buffer) => void): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const length = this.pageLength();
      if (length === undefined) return;
      this.readPage(this.rest.subarray(0, length), packet);
      this.rest = this.rest.subarray(length);
    }
  }

  private pageLength(): number | undefined {
    const { rest } = this;
    if (rest.length < HEADER_BYTES) return undefined;
    const laces = rest[26]!;
    if (rest.length < HEADER_BYTES + laces) return undefined;
    let length = HEADER_BYTES + laces;
    for (let at = 0; at < laces; at += 1) length += rest[HEADER_BYTES + at]!;
    return rest.length < length ? undefined : length;
  }

  private readPage(page: Buffer, packet: (packet: Buffer) => void): void {
    const laces = page[26]!;
    let from = HEADER_BYTES + laces;
    let length = 0;
    for (let at = 0; at < laces; at += 1) {
      const lace = page[HEADER_BYTES + at]!;
      length += lace;
      if (lace === LACE) continue;
      const whole = Buffer.concat([...this.partial, page.subarray(from, from + length)]);
      this.partial = [];
      packet(whole);
      from += length;
      length = 0;
    }
    if (length > 0) this.partial.push(page.subarray(from, from + length));
  }
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
