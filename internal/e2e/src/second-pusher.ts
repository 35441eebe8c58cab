import { type ChildProcess, spawn } from 'node:child_process';
import type { Part } from '@callgrid/start';

/** Pushes a part's colour and tone to any RTMP address, as a second connection of the same phone would. */
export function startPusher(url: string, { colour, tone }: Pick<Part, 'colour' | 'tone'>) {
  const child: ChildProcess = spawn(
    'ffmpeg',
    [
      ...'-hide_banner -loglevel error -nostdin -re'.split(' '),
      ...['-f', 'lavfi', '-i', `color=c=0x${colour.slice(1)}:s=160x90:r=15`],
      ...['-re', '-f', 'lavfi', '-i', `sine=f=${tone}:r=44100`],
      ...'-pix_fmt yuv420p -threads 1 -c:v libx264 -profile:v baseline -preset ultrafast'.split(' '),
      ...'-tune zerolatency -g 15 -bf 0 -b:v 150k -c:a aac -b:a 48k -f flv'.split(' '),
      url,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    /** Settles when it ended, by itself or not. */
    ended,
    stop: async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
