import { ffmpeg } from '../media/ffmpeg/ffmpeg.ts';
import type { MediaDriver } from '../media/media-driver.ts';
import { scripted } from '../media/scripted.ts';
import type { CliOptions } from './cli-options.ts';

const COLOURS = ['#e53935', '#1e88e5', '#43a047', '#fdd835', '#8e24aa', '#fb8c00', '#00acc1', '#6d4c41'];
const FIRST_TONE = 440;
/** Far enough apart to be told from each other by the dominant frequency. */
const TONE_STEP = 90;

/** What a phone's camera sees and its microphone hears; phones are numbered from 1. */
export function mediaOf(options: CliOptions, number: number): MediaDriver {
  if (options.media === 'scripted') return scripted();
  const own = number === 1;
  return ffmpeg({
    colour: (own ? options.colour : undefined) ?? COLOURS[(number - 1) % COLOURS.length],
    tone: (own ? options.tone : undefined) ?? FIRST_TONE + (number - 1) * TONE_STEP,
  });
}

/** `{n}` is the phone's number. */
export const numbered = (text: string, number: number): string => text.replaceAll('{n}', String(number));
