import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Part } from './cast.ts';

/** Chromium's arguments for a camera and a microphone that see and hear the part: files that ffmpeg makes, played for ever. */
export async function fakeCapture(folder: string, { uid, colour, tone }: Part): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const picture = join(folder, `${uid}.y4m`);
  const sound = join(folder, `${uid}.wav`);
  const run = (args: string) => promisify(execFile)('ffmpeg', `-loglevel error -y ${args}`.split(' '));
  const back = `color=0x${colour.slice(1)}:s=320x180:r=15:d=4[back]`;
  const box = 'color=white:s=20x20:r=15:d=4[box];[back][box]overlay=x=mod(n*4\\,300):y=10';
  await run(`-f lavfi -i ${back};${box} -pix_fmt yuv420p ${picture}`);
  // A whole number of waves, so that the end meets the beginning.
  await run(`-f lavfi -i sine=f=${tone}:r=48000:d=4 -ac 1 ${sound}`);
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${picture}`,
    `--use-file-for-fake-audio-capture=${sound}`,
  ];
}
