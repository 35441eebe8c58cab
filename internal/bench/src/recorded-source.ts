import { execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stamp } from './stamp.ts';

const SECONDS = 10;

/** A stream like a phone's that costs nothing to send, since it was encoded before. */
export interface RecordedSource {
  /** Pictures sent so far. */
  readonly frames: number;
  stop(): void;
}

/** Pushes the same ten seconds again and again: 500 kbit/s of H.264 with a keyframe every 2 s, 64 kbit/s of AAC. */
export function pushRecording(url: string): RecordedSource {
  const file = join(tmpdir(), `callgrid-bench-${process.pid}.flv`);
  const { width, height, fps } = stamp;
  const picture = `-f lavfi -i testsrc2=size=${width}x${height}:rate=${fps},noise=alls=20:allf=t`;
  const coding = `-c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -pix_fmt yuv420p -bf 0 -g ${fps * 2} -b:v 500k -maxrate 500k -bufsize 250k -c:a aac -b:a 64k`;
  const sound = '-f lavfi -i sine=frequency=440:sample_rate=48000';
  execFileSync('ffmpeg', `-loglevel error -y ${picture} ${sound} -t ${SECONDS} ${coding} ${file}`.split(' '));
  const child = spawn(
    'ffmpeg',
    `-loglevel error -re -stream_loop -1 -i ${file} -c copy -flush_packets 1 -stats_period 0.1 -progress pipe:1 -f flv ${url}`.split(
      ' ',
    ),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let frames = 0;
  child.stdout.on('data', (said: Buffer) => {
    for (const [, count] of `${said}`.matchAll(/^frame=\s*(\d+)/gm)) frames = Number(count);
  });
  return {
    get frames() {
      return frames;
    },
    stop: () => {
      child.kill('SIGKILL');
      rmSync(file, { force: true });
    },
  };
}
