import { type ChildProcess, spawn } from 'node:child_process';
import { measureTone } from './measure-tone.ts';
import type { Sightings } from './page/loss-page.ts';
import { readAge, stamp } from './stamp.ts';

const RATE = 48_000;
/** Of sound that is looked at at once, as in the page. */
const PIECE = 2_048;

/** Plays RTMP as a phone does, and sees and hears what the loss bench wants of it. */
export interface RtmpEyes {
  sightings(): Sightings;
  stop(): void;
}

export function openRtmpEyes(url: string): RtmpEyes {
  let frames: Sightings['frames'][number][] = [];
  let sound: Sightings['sound'][number][] = [];
  const { width, height } = stamp;
  const children = [
    play(url, `-an -vf scale=${width}:${height} -fps_mode passthrough -pix_fmt gray -f rawvideo`, {
      bytes: width * height,
      take: (picture) => frames.push({ at: Date.now(), age: readAge(picture, Date.now()) }),
    }),
    play(url, `-vn -ac 1 -ar ${RATE} -f s16le`, {
      bytes: PIECE * 2,
      take: (piece) =>
        sound.push({ at: Date.now(), ...measureTone(samplesOf(piece), RATE, stamp.flashTone) }),
    }),
  ];
  return {
    sightings: () => {
      const seen = { frames, sound };
      frames = [];
      sound = [];
      return seen;
    },
    stop: () => {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

function play(
  url: string,
  output: string,
  { bytes, take }: { bytes: number; take: (piece: Buffer) => void },
): ChildProcess {
  // A browser's sound begins once somebody wants it: it is waited for. Without a buffer ("nobuffer") ffmpeg would throw
  // away what comes meanwhile, and with it the header of a picture that changes its size.
  const input = '-loglevel quiet -flags low_delay -analyzeduration 5000000 -probesize 2000000';
  const child = spawn('ffmpeg', `${input} -i ${url} -threads 1 ${output} pipe:1`.split(' '), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let rest: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (more: Buffer) => {
    rest = rest.length === 0 ? more : Buffer.concat([rest, more]);
    for (; rest.length >= bytes; rest = rest.subarray(bytes)) take(rest.subarray(0, bytes));
  });
  return child;
}

function samplesOf(piece: Buffer): Float32Array {
  return Float32Array.from({ length: PIECE }, (_, at) => piece.readInt16LE(at * 2) / 32_768);
}
