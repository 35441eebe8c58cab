import type { Source, StreamId, Uid } from '@callgrid/core';
import { type ReactElement, useEffect, useRef } from 'react';
import { useDrawnCall } from '../call/drawn-call-context.ts';
import { fitCanvas } from './fit-canvas.ts';
import { paintPicture } from './paint-picture.ts';

interface PictureProps {
  readonly id: StreamId;
  readonly uid: Uid;
  readonly source: Source;
  readonly isMirrored?: boolean;
}

/** As many pictures a second as most phones send. */
const FRAMES = 15;

/** A drawn picture that fills the element it is put in. */
export function Picture({ id, uid, source, isMirrored = false }: PictureProps): ReactElement {
  const call = useDrawnCall();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let drawn = '';
    const draw = () => {
      const pen = canvas.current && fitCanvas(canvas.current);
      const { videoBitrate: bitrate = 0 } = call.devices.networkOf(id);
      const now = call.clock.now();
      const wanted = `${now} ${bitrate} ${pen?.canvas.width} ${pen?.canvas.height}`;
      // While the clock stands still there is nothing new to see.
      if (!pen || wanted === drawn) return;
      drawn = wanted;
      const density = window.devicePixelRatio;
      paintPicture(pen, { uid, source, isMirrored, bitrate, now, density });
    };
    draw();
    const timer = setInterval(draw, 1_000 / FRAMES);
    return () => clearInterval(timer);
  }, [call, id, uid, source, isMirrored]);
  return (
    <canvas
      ref={canvas}
      className={isMirrored ? 'callgrid-native is-mirrored' : 'callgrid-native'}
      data-picture={id}
    />
  );
}
