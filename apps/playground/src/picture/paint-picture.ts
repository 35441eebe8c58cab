/** What a drawn picture says of itself. */
export interface PictureFacts {
  /** Whose it is: gives the colour and how it moves. */
  readonly uid: string;
  readonly label: string;
  /** Kilobits a second. */
  readonly bitrate: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A moving picture in a person's colour, where a phone would show a camera: with name, uid, clock and bitrate. */
export function paintPicture(
  pen: CanvasRenderingContext2D,
  { uid, label, bitrate, now }: PictureFacts,
): void {
  const { width, height } = pen.canvas;
  const side = Math.min(width, height);
  const seed = Number(uid) % 1_000;
  const seconds = (now / 1_000) % 10_000;
  const hue = (seed * 67) % 360;
  pen.fillStyle = `hsl(${hue} 30% 34%)`;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hue} 45% 52%)`;
  pen.beginPath();
  pen.arc(
    width / 2 + Math.sin(seconds + seed) * width * 0.22,
    height / 2 + Math.cos(seconds * 0.7 + seed) * height * 0.18,
    side * 0.17,
    0,
    Math.PI * 2,
  );
  pen.fill();
  pen.fillStyle = '#fff';
  pen.textAlign = 'center';
  write(pen, label, 0.09, 0);
  write(pen, uid, 0.05, 0.09);
  write(pen, `${clockAt(now)} · ${bitrate} kbit/s`, 0.05, 0.16);
}

/** `size` and `below` (the middle) are parts of the picture's shorter side. */
function write(pen: CanvasRenderingContext2D, text: string, size: number, below: number): void {
  const { width, height } = pen.canvas;
  const side = Math.min(width, height);
  pen.font = `500 ${Math.max(9, Math.round(side * size))}px sans-serif`;
  pen.fillText(text, width / 2, height / 2 + side * (below + size / 3), width * 0.8);
}

const clockAt = (now: number): string => new Date(now).toTimeString().slice(0, 8);
