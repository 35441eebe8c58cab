/** Cuts a stream into packets of one size, wherever its chunks are cut. */
export class FixedReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly size: number) {}

  read(chunk: Buffer, packet: (packet: Buffer) => void): void {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (; bytes.length >= this.size; bytes = bytes.subarray(this.size)) packet(bytes.subarray(0, this.size));
    this.rest = bytes;
  }
}
