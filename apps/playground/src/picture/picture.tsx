import type { Uid } from '@callgrid/core';
import { type ReactElement, useEffect, useRef } from 'react';

interface PictureProps {
  readonly uid: Uid;
  readonly label: string;
}

/** A moving picture in a person's colour, where a phone would show a camera. */
export function Picture({ uid, label }: PictureProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    let frame = requestAnimationFrame(function draw(time) {
      paint(pen, Number(uid), label, time / 1_000);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [uid, label]);
  return <canvas ref={canvas} width={480} height={480} className='callgrid-native' />;
}

function paint(pen: CanvasRenderingContext2D, seed: number, label: string, seconds: number): void {
  const { width, height } = pen.canvas;
  const hue = (seed * 67) % 360;
  pen.fillStyle = `hsl(${hue} 30% 34%)`;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hue} 45% 52%)`;
  pen.beginPath();
  pen.arc(
    width / 2 + Math.sin(seconds + seed) * width * 0.22,
    height / 2 + Math.cos(seconds * 0.7 + seed) * height * 0.18,
    width * 0.17,
    0,
    Math.PI * 2,
  );
  pen.fill();
  pen.fillStyle = '#fff';
  pen.font = '500 44px sans-serif';
  pen.textAlign = 'center';
  pen.fillText(label, width / 2, height / 2 + 16, width * 0.6);
}
