import { execFileSync, spawn } from 'node:child_process';
import { hasFlash, readAge, stamp } from './stamp.ts';

export interface RtmpWatch {
  /** The ages of the pictures when they were decoded, in ms. */
  readonly ages: number[];
  stop(): void;
}

/** Plays RTMP without waiting for more than it must, and reads how old each picture is. */
export function watchRtmp(url: string): RtmpWatch {
  const { width, height } = stamp;
  const args = `-loglevel quiet -fflags nobuffer -flags low_delay -analyzeduration 100000 -probesize 50000 -i ${url} -an -vf scale=${width}:${height} -fps_mode passthrough -threads 1 -pix_fmt gray -f rawvideo pipe:1`;
  const child = spawn('ffmpeg', args.split(' '), { stdio: ['ignore', 'pipe', 'ignore'] });
  const ages: number[] = [];
  let rest: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (; rest.length >= width * height; rest = rest.subarray(width * height)) {
      const age = readAge(rest, Date.now());
      if (age !== undefined) ages.push(age);
    }
  });
  return { ages, stop: () => void child.kill('SIGKILL') };
}

/** Keeps some seconds of a stream in a file. */
export function recordRtmp(url: string, file: string): { stop(): Promise<void> } {
  const child = spawn('ffmpeg', `-loglevel error -y -i ${url} -c copy -f flv ${file}`.split(' '), {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    stop: () => {
      child.stdin.end('q');
      return ended;
    },
  };
}

/** By how much the sound of each flash comes after its picture in a recording, in ms of its time line. */
export function soundOffsets(file: string): number[] {
  const { width, height } = stamp;
  const ffmpeg = (args: string) =>
    execFileSync('ffmpeg', `-loglevel error -i ${file} ${args}`.split(' '), { maxBuffer: 2 ** 30 });
  const times = (kind: 'v' | 'a') =>
    execFileSync(
      'ffprobe',
      `-loglevel error -select_streams ${kind} -show_entries frame=pts_time -of csv=p=0 ${file}`.split(' '),
    )
      .toString()
      .split('\n')
      .map((line) => Number.parseFloat(line) * 1_000)
      .filter((ms) => !Number.isNaN(ms));
  const pictures = ffmpeg(
    `-an -vf scale=${width}:${height} -fps_mode passthrough -pix_fmt gray -f rawvideo pipe:1`,
  );
  const size = width * height;
  const flashAt = times('v').filter((_, at) => {
    const picture = (index: number) => pictures.subarray(index * size, (index + 1) * size);
    return (
      at > 0 && (at + 1) * size <= pictures.length && hasFlash(picture(at)) && !hasFlash(picture(at - 1))
    );
  });
  const rate = 8_000;
  const sound = ffmpeg(`-vn -ac 1 -ar ${rate} -af aresample=async=1 -f s16le pipe:1`);
  const begin = times('a')[0] ?? 0;
  const samples = new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1);
  const toneAt = onsets(samples, rate).map((ms) => ms + begin);
  return offsets(flashAt, toneAt);
}

/** When a tone begins after a silence, in ms. */
function onsets(samples: Int16Array, rate: number): number[] {
  const found: number[] = [];
  let quietSince = 0;
  for (let at = 0; at < samples.length; at += 1) {
    if (Math.abs(samples[at]!) < 2_000) continue;
    if (at - quietSince > rate / 4) found.push((at / rate) * 1_000);
    quietSince = at;
  }
  return found;
}

/** Each tone with the flash nearest to it. */
function offsets(flashes: readonly number[], tones: readonly number[]): number[] {
  return tones.flatMap((tone) => {
    const nearest = flashes.reduce(
      (best, flash) => (Math.abs(tone - flash) < Math.abs(tone - best) ? flash : best),
      Number.POSITIVE_INFINITY,
    );
    return Math.abs(tone - nearest) < 500 ? [tone - nearest] : [];
  });
}
