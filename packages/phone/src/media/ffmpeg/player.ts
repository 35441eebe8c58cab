import type { Readable } from 'node:stream';
import type { Connection, LiveElement } from '../live-element.ts';
import type { LiveAction } from '../live-state.ts';
import { startChild } from './child-processes.ts';
import type { FfmpegSettings } from './ffmpeg.ts';
import { readPicture } from './picture-reader.ts';
import { readSound } from './sound-reader.ts';
import { watchExit } from './watch-exit.ts';

const QUIET_MS = 2_000;
/**
 * An ffmpeg that waits for an early stream has nothing to write, so nothing tells it that this process was killed:
 * it ends itself after this long, and a waiting player quietly takes another.
 */
const WAIT_MS = 30_000;
const BLACK: [number, number, number] = [0, 0, 0];

/** Plays an address and measures what a viewer would see and hear. */
export function player(
  element: LiveElement,
  tell: (action: LiveAction) => void,
  settings: FfmpegSettings,
  track: (exit: Promise<void>) => void,
): Connection {
  let decoder = startDecoder();
  let closed = false;
  const quiet = setTimeout(() => tell({ type: 'quiet' }), QUIET_MS);
  let stall: NodeJS.Timeout | undefined;

  function startDecoder() {
    const child = startChild(settings.command, playArguments(element.address), [
      'ignore',
      'pipe',
      'pipe',
      'pipe',
    ]);
    const begun = Date.now();
    const current = () => child === decoder && !closed;
    const ended = (action: LiveAction) => {
      if (!current()) return;
      if (element.status === 'waiting' && Date.now() - begun >= WAIT_MS) decoder = startDecoder();
      else tell(action);
    };
    watchExit(child, element, ended, track);
    readPicture(child.stdout as Readable, (colour, at) => current() && saw(colour, at));
    readSound(child.stdio[3] as Readable, (sound, at) => current() && heard(sound, at));
    (child.stderr as Readable).on('data', (text: Buffer) => {
      // ffmpeg decodes only what was there at its start; a kind that came later needs another one.
      if (current() && /New (audio|video) stream/.test(text.toString())) {
        decoder = startDecoder();
        child.kill('SIGKILL');
      }
    });
    return child;
  }

  function saw(colour: [number, number, number], at: number): void {
    alive();
    const shown = element.props.muteVideo === true ? BLACK : colour;
    Object.assign(element.measured, { colour: shown, colourAt: at, at });
  }

  function heard(sound: { tone: number; rms: number }, at: number): void {
    alive();
    const { muted, muteAudio } = element.props;
    const silent = element.silenced || muted === true || muteAudio === true;
    Object.assign(element.measured, silent ? { tone: 0, rms: 0 } : sound, { toneAt: at, at });
  }

  function alive(): void {
    clearTimeout(quiet);
    clearTimeout(stall);
    stall = setTimeout(() => tell({ type: 'stalled' }), settings.stallMs);
    tell({ type: 'up' });
  }

  return {
    changed() {},
    kill: () => decoder.kill('SIGKILL'),
    close() {
      closed = true;
      clearTimeout(quiet);
      clearTimeout(stall);
      decoder.kill('SIGKILL');
    },
  };
}

function playArguments(address: string): string[] {
  return [
    ...'-hide_banner -nostdin -loglevel warning -threads 1 -skip_frame nokey -fflags nobuffer'.split(' '),
    ...`-rw_timeout ${WAIT_MS * 1_000} -probesize 32768 -analyzeduration 500000 -i`.split(' '),
    address,
    ...'-map 0:v? -vf scale=1:1:flags=area,format=rgb24 -fps_mode passthrough -f rawvideo pipe:1'.split(' '),
    ...'-map 0:a? -ac 1 -ar 8000 -f s16le -flush_packets 1 pipe:3'.split(' '),
  ];
}
