import { paintPerson } from './paint-person.ts';
import { paintScreen } from './paint-screen.ts';

/** What a drawn picture says of itself. */
export interface PictureFacts {
  /** Whose it is: gives the looks, and how it moves. */
  readonly uid: string;
  /** Default camera. */
  readonly source?: 'camera' | 'screen';
  /** Shown as in a mirror: people are drawn as they are, and the writing so that it can be read. */
  readonly isMirrored?: boolean;
  /** Kilobits a second. */
  readonly bitrate: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Pixels of the canvas for one on the page. */
  readonly density: number;
}

/** A moving picture where a phone would show a camera or a screen: with uid, clock and bitrate. */
export function paintPicture(pen: CanvasRenderingContext2D, facts: PictureFacts): void {
  const { uid, source = 'camera', isMirrored = false, bitrate, now, density } = facts;
  const { width } = pen.canvas;
  const size = { width, height: pen.canvas.height, density };
  const seed = Number(uid.slice(-4));
  const seconds = (now / 1_000) % 10_000;
  if (source === 'screen') paintScreen(pen, size, seconds);
  else paintPerson(pen, size, seed, seconds);
  pen.save();
  if (isMirrored) {
    pen.translate(width, 0);
    pen.scale(-1, 1);
  }
  writeFacts(pen, size, `${uid} · ${clockAt(now)} · ${bitrate} kbit/s`);
  pen.restore();
}

/** A picture's width and height, in pixels of the canvas. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly density: number;
}

/** How wide a tile's button is, in pixels of the page; how long a line, in parts of its height; what is too small to read. */
const MENU = 44;
const LINE = 20.5;
const LEAST = 4;

/** Small and in the upper corner, where names and buttons leave it alone. */
function writeFacts(pen: CanvasRenderingContext2D, { width, density }: PictureSize, text: string): void {
  const size = Math.min((width - MENU * density) / LINE, 10 * density);
  if (size < LEAST * density) return;
  pen.font = `500 ${size}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace`;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  const pad = size * 0.6;
  const box = pen.measureText(text).width + 2 * pad;
  pen.fillStyle = 'rgb(10 14 20 / 42%)';
  pen.beginPath();
  pen.roundRect(size, size, box, size * 1.9, size);
  pen.fill();
  pen.fillStyle = 'rgb(255 255 255 / 88%)';
  pen.fillText(text, size + pad, size * 2);
}

const clockAt = (now: number): string => new Date(now).toTimeString().slice(0, 8);
