import type { Readable } from 'node:stream';

export const SAMPLE_RATE = 8_000;
const WINDOW = SAMPLE_RATE / 4;
/** Below this loudness there is no tone to speak of: AAC leaves a little noise in silence. */
const AUDIBLE = 50;

/** Reads 16-bit mono at 8 kHz and measures every quarter of a second of it. */
export function readSound(
  stream: Readable,
  measured: (sound: { tone: number; rms: number }, at: number) => void,
): void {
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (piece: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    while (rest.length >= WINDOW * 2) {
      const samples = Array.from({ length: WINDOW }, (_, i) => rest.readInt16LE(i * 2));
      rest = rest.subarray(WINDOW * 2);
      measured(measureSound(samples), Date.now());
    }
  });
}

/** Loudness, and the dominant frequency by the distance between the first and last upward zero crossing. */
export function measureSound(samples: number[]): { tone: number; rms: number } {
  const rms = Math.round(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
  if (rms < AUDIBLE) return { tone: 0, rms };
  let first = -1;
  let last = -1;
  let periods = -1;
  for (let i = 1; i < samples.length; i++) {
    const before = samples[i - 1]!;
    const after = samples[i]!;
    if (before >= 0 || after < 0) continue;
    last = i - after / (after - before);
    if (first < 0) first = last;
    periods++;
  }
  return { tone: periods > 0 ? Math.round((periods * SAMPLE_RATE) / (last - first)) : 0, rms };
}
