import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A stream like a phone's, encoded once: sending it costs next to nothing, however many send it. */
export interface Recording {
  /** Pushes it again and again to an RTMP address. */
  push(url: string): RecordedPush;
  /** Ends every push, and removes the file. */
  remove(): void;
}

export interface RecordedPush {
  /** Pictures sent so far. */
  readonly frames: number;
  stop(): void;
}

export interface RecordingOptions {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Of H.264. */
  readonly kilobits: number;
  readonly seconds: number;
}

/** H.264 with a keyframe every 2 s, and 64 kbit/s of AAC. Blocks while ffmpeg encodes. */
export function makeRecording({ width, height, fps, kilobits, seconds }: RecordingOptions): Recording {
  const folder = mkdtempSync(join(tmpdir(), 'callgrid-recording-'));
  const file = join(folder, 'recording.flv');
  const picture = `-f lavfi -i testsrc2=size=${width}x${height}:rate=${fps},noise=alls=20:allf=t`;
  const rate = `-b:v ${kilobits}k -maxrate ${kilobits}k -bufsize ${kilobits / 2}k`;
  const coding = `-c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -pix_fmt yuv420p -bf 0 -g ${fps * 2} ${rate} -c:a aac -b:a 64k`;
  const sound = '-f lavfi -i sine=frequency=440:sample_rate=48000';
  execFileSync('ffmpeg', `-loglevel error -y ${picture} ${sound} -t ${seconds} ${coding} ${file}`.split(' '));
  const pushes = new Set<RecordedPush>();
  return {
    push: (url) => {
      const push = startPush(file, url);
      pushes.add(push);
      return push;
    },
    remove: () => {
      for (const push of pushes) push.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startPush(file: string, url: string): RecordedPush {
  const sending = `-loglevel error -re -stream_loop -1 -i ${file} -c copy -flush_packets 1`;
  const child = spawn('ffmpeg', `${sending} -stats_period 0.1 -progress pipe:1 -f flv ${url}`.split(' '), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let frames = 0;
  child.stdout.on('data', (said: Buffer) => {
    for (const [, count] of `${said}`.matchAll(/^frame=\s*(\d+)/gm)) frames = Number(count);
  });
  return {
    get frames() {
      return frames;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
