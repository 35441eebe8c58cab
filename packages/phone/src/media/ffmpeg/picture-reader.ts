import type { Readable } from 'node:stream';

/** Reads pictures of one RGB pixel; tells the newest of each piece that arrives. */
export function readPicture(
  stream: Readable,
  measured: (colour: [number, number, number], at: number) => void,
): void {
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (piece: Buffer) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const whole = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(whole);
    if (whole > 0) measured([bytes[whole - 3]!, bytes[whole - 2]!, bytes[whole - 1]!], Date.now());
  });
}
