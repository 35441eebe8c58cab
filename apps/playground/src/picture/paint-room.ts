import type { PictureSize } from './paint-picture.ts';

/** The wall behind somebody, in their own colour, with something on it. Flat, so that its pictures are small files. */
export function paintRoom(
  pen: CanvasRenderingContext2D,
  { width, height }: PictureSize,
  seed: number,
  hue: number,
): void {
  const unit = Math.max(width, height) / 100;
  pen.fillStyle = `hsl(${hue} 26% 62%)`;
  pen.fillRect(0, 0, width, height);
  pen.save();
  pen.translate(width / 2, height / 2);
  if (seed % 2 === 1) pen.scale(-1, 1);
  const pieces = [paintWindow, paintShelf, paintPlant];
  pieces[seed % pieces.length]!(pen, unit, hue);
  pen.restore();
}

/** 0, 0 is the middle of the picture; `unit` a hundredth of its longer side. */
type Piece = (pen: CanvasRenderingContext2D, unit: number, hue: number) => void;

const paintWindow: Piece = (pen, unit, hue) => {
  pen.fillStyle = `hsl(${hue} 20% 52%)`;
  pen.fillRect(-48 * unit, -44 * unit, 34 * unit, 46 * unit);
  pen.fillStyle = `hsl(${(hue + 20) % 360} 60% 84%)`;
  pen.fillRect(-46 * unit, -42 * unit, 14 * unit, 42 * unit);
  pen.fillRect(-30 * unit, -42 * unit, 14 * unit, 42 * unit);
  pen.fillStyle = `hsl(${(hue + 20) % 360} 60% 92%)`;
  pen.fillRect(-46 * unit, -42 * unit, 14 * unit, 16 * unit);
  pen.fillRect(-30 * unit, -42 * unit, 14 * unit, 16 * unit);
};

const paintShelf: Piece = (pen, unit, hue) => {
  for (const [row, top] of [-30, -4].entries()) {
    pen.fillStyle = `hsl(${hue} 24% 44%)`;
    pen.fillRect(14 * unit, top * unit, 40 * unit, 2 * unit);
    for (let book = 0; book < 7; book += 1) {
      const high = 9 + ((book * 5 + row * 3) % 6);
      pen.fillStyle = `hsl(${(hue + 40 + book * 37) % 360} 34% ${46 + ((book * 7) % 24)}%)`;
      pen.fillRect((16 + book * 4.6) * unit, (top - high) * unit, 3.8 * unit, high * unit);
    }
  }
};

const paintPlant: Piece = (pen, unit, hue) => {
  pen.fillStyle = `hsl(${hue} 30% 70%)`;
  pen.beginPath();
  pen.arc(-4 * unit, -4 * unit, 36 * unit, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = 'hsl(150 30% 34%)';
  for (const [turn, long] of [
    [-0.9, 22],
    [-0.45, 30],
    [0.05, 33],
    [0.5, 26],
  ] as const) {
    pen.save();
    pen.translate(34 * unit, 30 * unit);
    pen.rotate(turn);
    pen.beginPath();
    pen.ellipse(0, -long * unit, 4.4 * unit, long * unit, 0, 0, Math.PI * 2);
    pen.fill();
    pen.restore();
  }
};
