import type { PictureSize } from './paint-picture.ts';
import { paintRoom } from './paint-room.ts';

const SKINS = ['#f2c9a7', '#e0a97e', '#c68a5e', '#f6d7bd', '#8d5a3b', '#d9a074', '#6f4630'];
const HAIRS = ['#2b2320', '#5a3a22', '#1d1b22', '#8a5a2b', '#c9a262', '#3b3b40', '#72422a'];

/** Somebody in front of a room of their own colour, who moves a little as people do. */
export function paintPerson(
  pen: CanvasRenderingContext2D,
  size: PictureSize,
  seed: number,
  seconds: number,
): void {
  const { width, height } = size;
  const hue = (seed * 67 + 190) % 360;
  paintRoom(pen, size, seed, hue);
  const unit = Math.min(width * 1.35, height) / 100;
  // In a high picture the head is a little above the middle, as people hold their phones.
  const lifted = Math.max(0, height - 100 * unit) * 0.42;
  const phase = seconds * 0.9 + seed * 1.7;
  pen.save();
  pen.translate(width / 2 + Math.sin(phase) * unit * 2.4, height - lifted);
  pen.scale(unit, unit);
  pen.rotate(Math.sin(phase * 0.7) * 0.018);
  paintBody(pen, hue);
  pen.translate(Math.sin(phase * 1.3) * 0.9, Math.cos(phase * 1.1) * 0.7);
  paintHead(pen, seed, seconds);
  pen.restore();
}

/** In units of a hundredth of the picture; 0, 0 is the middle of the lower edge. */
function paintBody(pen: CanvasRenderingContext2D, hue: number): void {
  pen.fillStyle = `hsl(${(hue + 150) % 360} 32% 32%)`;
  pen.beginPath();
  pen.moveTo(-36, 6);
  pen.bezierCurveTo(-35, -22, -20, -25, -9, -28);
  pen.lineTo(9, -28);
  pen.bezierCurveTo(20, -25, 35, -22, 36, 6);
  pen.lineTo(40, 120);
  pen.lineTo(-40, 120);
  pen.fill();
}

function paintHead(pen: CanvasRenderingContext2D, seed: number, seconds: number): void {
  const skin = SKINS[seed % SKINS.length]!;
  const hair = HAIRS[(seed * 3) % HAIRS.length]!;
  const isLong = seed % 3 === 2;
  pen.fillStyle = hair;
  if (isLong) ellipse(pen, 0, -44, 18.5, 24);
  pen.fillStyle = skin;
  pen.fillRect(-6, -36, 12, 12);
  ellipse(pen, 0, -26, 8, 5);
  ellipse(pen, 0, -49, 14, 17.5);
  pen.fillStyle = hair;
  pen.beginPath();
  pen.moveTo(-14.6, -49);
  pen.bezierCurveTo(-17, -70, -6, -72, 2, -70);
  pen.bezierCurveTo(14, -71, 17, -60, 14.6, -49);
  pen.bezierCurveTo(12, -58, 4, -60, -2, -59.5);
  pen.bezierCurveTo(-9, -59, -13, -56, -14.6, -49);
  pen.fill();
  const blinks = (seconds + seed * 0.37) % 4 < 0.14;
  pen.fillStyle = '#2a211d';
  ellipse(pen, -5.2, -49, 1.5, blinks ? 0.3 : 1.8);
  ellipse(pen, 5.2, -49, 1.5, blinks ? 0.3 : 1.8);
  pen.strokeStyle = 'rgb(90 35 30 / 75%)';
  pen.lineWidth = 1.1;
  pen.lineCap = 'round';
  pen.beginPath();
  pen.arc(0, -42.5, 4.6, 0.25, Math.PI - 0.25);
  pen.stroke();
}

function ellipse(pen: CanvasRenderingContext2D, x: number, y: number, across: number, down: number): void {
  pen.beginPath();
  pen.ellipse(x, y, across, down, 0, 0, Math.PI * 2);
  pen.fill();
}
