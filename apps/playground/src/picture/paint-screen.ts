import type { PictureSize } from './paint-picture.ts';

const BARS = [0.42, 0.68, 0.55, 0.86, 0.74, 0.95];
/** Of the slide, like most screens. */
const ASPECT = 16 / 9;

/** A slide with a chart and a pointer that moves: whole, whatever the picture's shape. */
export function paintScreen(pen: CanvasRenderingContext2D, size: PictureSize, seconds: number): void {
  pen.fillStyle = '#0d1117';
  pen.fillRect(0, 0, size.width, size.height);
  const width = Math.min(size.width, size.height * ASPECT);
  const height = width / ASPECT;
  pen.save();
  pen.translate((size.width - width) / 2, (size.height - height) / 2);
  pen.scale(width / 160, width / 160);
  pen.fillStyle = '#f7f8fb';
  pen.fillRect(0, 0, 160, 90);
  pen.fillStyle = '#1c2536';
  pen.font = '600 9px system-ui, sans-serif';
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillText('2026', 14, 21);
  pen.fillStyle = '#c7cfdd';
  for (const [at, long] of [48, 40, 44, 30].entries()) pen.fillRect(14, 36 + at * 9, long, 2.6);
  BARS.forEach((high, at) => {
    pen.fillStyle = at === BARS.length - 1 ? '#2f6fdb' : '#9db8ea';
    pen.fillRect(78 + at * 12, 78 - high * 44, 8, high * 44);
  });
  paintPointer(pen, 92 + Math.sin(seconds * 0.8) * 34, 54 + Math.cos(seconds * 1.1) * 16);
  pen.restore();
}

function paintPointer(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.fillStyle = '#1c2536';
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x, y + 7);
  pen.lineTo(x + 1.8, y + 5.4);
  pen.lineTo(x + 4.8, y + 5.2);
  pen.fill();
}
