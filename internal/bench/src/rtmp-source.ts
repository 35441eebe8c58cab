import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { drawStamp, flashes, stamp } from './stamp.ts';

const RATE = 48_000;
const CHUNK_MS = 20;
const NOISE = 120;

export interface RtmpSource {
  stop(): void;
}

export interface RtmpSourceOptions {
  /** Seconds between keyframes. Default 2. */
  readonly gopSeconds?: number;
  /** Default 500. */
  readonly kilobits?: number;
  /** A tone with every flash, or without an end. Default the flashes. */
  readonly tone?: 'flashes' | 'steady';
}

/** Pushes a picture with the time in it, and a tone with every flash, as a phone would. */
export function pushStamps(
  url: string,
  { gopSeconds = 2, kilobits = 500, tone = 'flashes' }: RtmpSourceOptions = {},
): RtmpSource {
  const { width, height, fps } = stamp;
  const isSteady = tone === 'steady';
  // With flashes, picture and sound are counted from one beginning: a picture that ffmpeg reads late keeps its time.
  const timing = isSteady ? ' -use_wallclock_as_timestamps 1' : '';
  const input = `-fflags nobuffer -probesize 32 -thread_queue_size 64${timing}`;
  const args = [
    `-loglevel error ${input} -f rawvideo -pix_fmt gray -s ${width}x${height} -framerate ${fps} -i pipe:0`,
    // A steady one need not begin with a picture, and must not be stretched to fit one.
    isSteady
      ? `-re -f lavfi -i sine=frequency=${stamp.flashTone}:sample_rate=${RATE}`
      : `${input} -f s16le -ar ${RATE} -ac 1 -i pipe:3`,
    `-map 0:v -map 1:a -c:v libx264 -preset ultrafast -tune zerolatency -bf 0 -g ${fps * gopSeconds}`,
    `-b:v ${kilobits}k -maxrate ${kilobits}k -bufsize ${kilobits / 2}k -pix_fmt yuv420p -profile:v baseline`,
    `-af ${isSteady ? 'volume=12dB' : 'anull'} -c:a aac -b:a 64k -flush_packets 1 -f flv ${url}`,
  ];
  const child = spawn('ffmpeg', args.join(' ').split(' '), { stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
  const pictures = child.stdin as Writable;
  const sound = child.stdio[3] as Writable;
  for (const pipe of [pictures, sound]) pipe.on('error', () => {});
  const picture = Buffer.alloc(width * height, 90);
  // With a second, so that a flash begins with a picture.
  const began = Math.ceil(Date.now() / 1_000) * 1_000;
  let drawn = 0;
  const drawing = setInterval(() => {
    for (; drawn * (1_000 / fps) < Date.now() - began; drawn += 1) {
      blur(picture);
      drawStamp(picture, Date.now());
      pictures.write(Buffer.from(picture));
    }
  }, 5);
  let written = 0;
  const playing = setInterval(() => {
    if (isSteady) return;
    for (; written < Date.now() - began; written += CHUNK_MS) sound.write(toneFrom(began + written));
  }, CHUNK_MS);
  return {
    stop: () => {
      clearInterval(drawing);
      clearInterval(playing);
      child.kill('SIGKILL');
    },
  };
}

/** Something to encode, so that the bit rate is one. */
function blur(picture: Buffer): void {
  for (let count = 0; count < NOISE; count += 1) {
    const x = 110 + Math.floor(Math.random() * 500);
    const y = 140 + Math.floor(Math.random() * 200);
    const shade = Math.floor(Math.random() * 255);
    for (let row = 0; row < 14; row += 1)
      picture.fill(shade, (y + row) * stamp.width + x, (y + row) * stamp.width + x + 18);
  }
}

function toneFrom(ms: number): Buffer {
  const samples = (RATE * CHUNK_MS) / 1_000;
  const chunk = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at += 1) {
    const now = ms + (at / RATE) * 1_000;
    const level = flashes(Math.floor(now)) ? 12_000 : 0;
    chunk.writeInt16LE(Math.round(level * Math.sin((2 * Math.PI * stamp.flashTone * now) / 1_000)), at * 2);
  }
  return chunk;
}
