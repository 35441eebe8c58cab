import { ageOf, flashes, isWhite, stamp } from '../stamp.ts';

/** A canvas of the stamp's size, grey at first. */
export function createCanvas(settings?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = stamp.width;
  canvas.height = stamp.height;
  const pen = canvas.getContext('2d', settings)!;
  pen.fillStyle = '#555';
  pen.fillRect(0, 0, stamp.width, stamp.height);
  return pen;
}

/** Draws the time, the flash, and something to encode, so that the bit rate is one. */
export function drawStamp(pen: CanvasRenderingContext2D, now: number): void {
  for (let count = 0; count < 120; count += 1) {
    pen.fillStyle = `rgb(${[0, 0, 0].map(() => Math.floor(Math.random() * 255)).join()})`;
    pen.fillRect(110 + Math.random() * 500, 140 + Math.random() * 200, 18, 14);
  }
  for (let bit = 0; bit < stamp.bits; bit += 1) {
    pen.fillStyle = isWhite(bit, now) ? '#fff' : '#000';
    pen.fillRect(stamp.left + bit * stamp.cell, stamp.top, stamp.cell, stamp.rows);
  }
  pen.fillStyle = flashes(now) ? '#fff' : '#000';
  pen.fillRect(stamp.flashLeft, stamp.flashTop, stamp.flashSize, stamp.flashSize);
}

/** Takes what the `<video>` shows: when that was, and how old it was then; undefined where its stamp makes no sense. */
export function readStamp(
  pen: CanvasRenderingContext2D,
  video: HTMLVideoElement,
): { readonly at: number; readonly age: number | undefined } {
  pen.drawImage(video, 0, 0, stamp.width, stamp.height);
  const { data } = pen.getImageData(0, stamp.top + stamp.rows / 2, stamp.width, 1);
  const at = Date.now();
  const middleOf = (bit: number) => stamp.left + bit * stamp.cell + stamp.cell / 2;
  return { at, age: ageOf((bit) => data[middleOf(bit) * 4]! > 128, at) };
}

/** Whether the flash is in what was taken last. */
export function hasFlash(pen: CanvasRenderingContext2D): boolean {
  const middle = stamp.flashSize / 2;
  return pen.getImageData(stamp.flashLeft + middle, stamp.flashTop + middle, 1, 1).data[0]! > 128;
}
