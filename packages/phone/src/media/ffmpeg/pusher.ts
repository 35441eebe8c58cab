import type { Readable, Writable } from 'node:stream';
import type { Connection, LiveElement } from '../live-element.ts';
import type { LiveAction } from '../live-state.ts';
import { startChild } from './child-processes.ts';
import type { FfmpegSettings } from './ffmpeg.ts';
import { readPicture } from './picture-reader.ts';
import { watchExit } from './watch-exit.ts';

/** Pushes a plain picture with a small moving square, and a sine tone. */
export function pusher(
  element: LiveElement,
  tell: (action: LiveAction) => void,
  settings: FfmpegSettings,
  track: (exit: Promise<void>) => void,
): Connection {
  const { address } = element;
  const camera = element.props.enableCamera !== false;
  const microphone = hears(element);
  const child = startChild(settings.command, pushArguments(settings, address, camera, microphone), [
    'pipe',
    'pipe',
    'pipe',
    'pipe',
  ]);
  const input = child.stdin as Writable;
  let now = { camera, microphone };
  watchExit(child, element, tell, track);
  (child.stdout as Readable).on('data', (text: Buffer) => {
    if (/frame=\s*[1-9]/.test(text.toString())) tell({ type: 'up' });
  });
  // The pipe of the measured picture is also what ends ffmpeg when this process is killed: it cannot write on.
  readPicture(child.stdio[3] as Readable, (colour, at) => {
    const tone = now.microphone ? settings.tone : 0;
    Object.assign(element.measured, { colour, colourAt: at, tone, rms: tone ? 2_900 : 0, toneAt: at, at });
  });
  return {
    changed() {
      const next = { camera: element.props.enableCamera !== false, microphone: hears(element) };
      if (next.camera !== now.camera) {
        command(input, `eq -1 brightness ${next.camera ? 0 : -1}`);
        command(input, `eq -1 saturation ${next.camera ? 1 : 0}`);
      }
      if (next.microphone !== now.microphone) command(input, `volume -1 volume ${next.microphone ? 1 : 0}`);
      now = next;
    },
    kill: () => child.kill('SIGKILL'),
    close: () => {
      child.kill('SIGKILL');
    },
  };
}

function pushArguments(
  { colour, tone, width, height, fps }: FfmpegSettings,
  address: string,
  camera: boolean,
  microphone: boolean,
): string[] {
  const size = Math.max(4, Math.round(height / 8));
  const picture = `color=c=0x${colour.slice(1)}:s=${width}x${height}:r=${fps}[flat]`;
  const square = `color=c=white:s=${size}x${size}:r=${fps}[square]`;
  const moving = "[flat][square]overlay=x='mod(t*30,W-w)':y=H-h";
  const shutter = `eq=brightness=${camera ? 0 : -1}:saturation=${camera ? 1 : 0}:eval=frame`;
  const graph = [
    picture,
    square,
    `${moving},${shutter},format=yuv420p,realtime,split[video][copy]`,
    '[copy]fps=2,scale=1:1:flags=area,format=rgb24[measured]',
    `sine=f=${tone}:r=44100:samples_per_frame=1024,volume=${microphone ? 1 : 0},arealtime[audio]`,
  ].join(';');
  return [
    ...'-hide_banner -loglevel error -progress pipe:1 -stats_period 0.25 -filter_complex_threads 1'.split(
      ' ',
    ),
    '-filter_complex',
    graph,
    ...'-map [video] -map [audio] -threads 1 -c:v libx264 -profile:v baseline -preset ultrafast'.split(' '),
    ...`-tune zerolatency -g ${fps} -bf 0 -b:v 150k -c:a aac -b:a 48k -f flv`.split(' '),
    address,
    ...'-map [measured] -f rawvideo pipe:3'.split(' '),
  ];
}

const hears = ({ props }: LiveElement): boolean => props.enableMic !== false && props.muted !== true;

/** ffmpeg reads `c<filter> <time> <command>` from its standard input while it runs. */
function command(input: Writable, text: string): void {
  input.write(`c${text}\n`);
}
