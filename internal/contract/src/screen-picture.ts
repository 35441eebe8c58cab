import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

type Colour = readonly [red: number, green: number, blue: number];

const WIDTH = 160;
const HEIGHT = 120;

/** Pushes a picture of one colour, as a shared screen would come. Gives what ends it. */
export function pushPicture(url: string, [red, green, blue]: Colour): () => Promise<void> {
  const hex = [red, green, blue].map((it) => it.toString(16).padStart(2, '0')).join('');
  const child = ffmpeg([
    ...['-re', '-f', 'lavfi', '-i', `color=c=0x${hex}:size=${WIDTH}x${HEIGHT}:rate=10`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '10'],
    ...['-f', 'flv', url],
  ]);
  const ended = once(child, 'close');
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}

/** The colour in the middle of the first picture that is played there. */
export async function playedColour(url: string): Promise<Colour> {
  const child = ffmpeg([
    '-analyzeduration',
    '500000',
    '-i',
    url,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    'pipe:1',
  ]);
  const parts: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => parts.push(bytes));
  await once(child, 'close');
  const picture = Buffer.concat(parts);
  const middle = 3 * ((HEIGHT / 2) * WIDTH + WIDTH / 2);
  return [picture[middle] ?? 0, picture[middle + 1] ?? 0, picture[middle + 2] ?? 0];
}

function ffmpeg(args: readonly string[]): ChildProcess {
  const command = process.env.FFMPEG_PATH ?? 'ffmpeg';
  return spawn(command, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
