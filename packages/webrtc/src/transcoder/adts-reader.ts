const HEADER_BYTES = 7;

/** Takes AAC frames out of a stream of ADTS (ISO/IEC 13818-7 §6.2), wherever its chunks are cut. Its input is our own child's. */
export class AdtsReader {
  private rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer, frame: (frame: Buffer) => void): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= HEADER_BYTES) {
      const { rest } = this;
      const length = ((rest[3]! & 3) << 11) | (rest[4]! << 3) | (rest[5]! >> 5);
      if (length < HEADER_BYTES) throw new Error('not ADTS');
      if (rest.length < length) return;
      const hasChecksum = (rest[1]! & 1) === 0;
      frame(Buffer.from(rest.subarray(hasChecksum ? HEADER_BYTES + 2 : HEADER_BYTES, length)));
      this.rest = rest.subarray(length);
    }
  }
}
