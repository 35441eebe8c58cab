const HEADER_BYTES = 27;
const LACE = 255;

/** Reads the packets out of a stream of pages, wherever its chunks are cut. Its input is what our own tools made. */
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
