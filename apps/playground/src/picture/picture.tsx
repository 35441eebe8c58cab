import type { Uid } from '@callgrid/core';
import { type ReactElement, useEffect, useRef } from 'react';
import { paintPicture } from './paint-picture.ts';

interface PictureProps {
  readonly uid: Uid;
  readonly label: string;
  /** Kilobits a second. */
  readonly bitrate?: number;
}

/** A drawn picture that fills the element it is put in. */
export function Picture({ uid, label, bitrate = 600 }: PictureProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    let frame = requestAnimationFrame(function draw() {
      paintPicture(pen, { uid, label, bitrate, now: Date.now() });
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [uid, label, bitrate]);
  return <canvas ref={canvas} width={480} height={480} className='callgrid-native' />;
}
