/** How a clock is drawn into a picture: 24 bits of the milliseconds since 1970, each a black or white cell. */
export const stamp = {
  width: 640,
  height: 360,
  fps: 15,
  bits: 24,
  left: 8,
  top: 60,
  cell: 26,
  /** A cell's height. */
  rows: 60,
  /** Once a second a square is white and a tone sounds for so long, in milliseconds. */
  flashMs: 120,
  flashLeft: 8,
  flashTop: 200,
  flashSize: 80,
  flashTone: 1_000,
} as const;

const MASK = 2 ** stamp.bits - 1;

/** Whether the flash is to be seen and the tone to be heard at this time. */
export function flashes(ms: number): boolean {
  return ms % 1_000 < stamp.flashMs;
}

/** Whether this cell is white at this time. */
export function isWhite(bit: number, ms: number): boolean {
  return (((ms & MASK) >> bit) & 1) === 1;
}

/** How old a picture is, in milliseconds, by which of its cells are white; undefined where that makes no sense. */
export function ageOf(isWhiteAt: (bit: number) => boolean, now: number): number | undefined {
  let time = 0;
  for (let bit = 0; bit < stamp.bits; bit += 1) if (isWhiteAt(bit)) time |= 1 << bit;
  const age = ((now & MASK) - time) & MASK;
  return age < 60_000 ? age : undefined;
}

/** Draws the time into a grey picture. */
export function drawStamp(picture: Buffer, ms: number): void {
  const { width, bits, left, top, cell, rows, flashLeft, flashTop, flashSize } = stamp;
  for (let bit = 0; bit < bits; bit += 1) {
    const shade = isWhite(bit, ms) ? 255 : 0;
    const from = left + bit * cell;
    for (let row = top; row < top + rows; row += 1)
      picture.fill(shade, row * width + from, row * width + from + cell);
  }
  for (let row = flashTop; row < flashTop + flashSize; row += 1)
    picture.fill(flashes(ms) ? 255 : 0, row * width + flashLeft, row * width + flashLeft + flashSize);
}

/** How old a grey picture is, in milliseconds, or undefined where it has no stamp that makes sense. */
export function readAge(picture: Buffer, now: number): number | undefined {
  const { width, left, top, cell, rows } = stamp;
  const row = (top + rows / 2) * width;
  return ageOf((bit) => picture[row + left + bit * cell + cell / 2]! > 128, now);
}

/** Whether the flash is in a grey picture. */
export function hasFlash(picture: Buffer): boolean {
  const { width, flashLeft, flashTop, flashSize } = stamp;
  return picture[(flashTop + flashSize / 2) * width + flashLeft + flashSize / 2]! > 128;
}
