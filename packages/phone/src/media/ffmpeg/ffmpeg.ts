import { systemClock } from '../../clock/system-clock.ts';
import { LiveSession } from '../live-session.ts';
import type { MediaDriver } from '../media-driver.ts';
import { netStatus } from '../net-status.ts';
import { player } from './player.ts';
import { pusher } from './pusher.ts';

export interface FfmpegOptions {
  /** The picture's colour, as `#rrggbb`. Red when left out. */
  colour?: string;
  /** The frequency of the sound, in Hz. 440 when left out. */
  tone?: number;
  /** Of the pushed picture, in pixels. 160 × 90 when left out: small pictures keep many phones cheap. */
  width?: number;
  height?: number;
  /** 15 when left out. There is one key frame a second. */
  fps?: number;
  /** ffmpeg 5.1 or later. `FFMPEG_PATH`, else `ffmpeg` on the PATH, when left out. */
  command?: string;
  /** A player whose stream stops for this long reconnects. 5,000 when left out. */
  stallMs?: number;
}

/** Live elements with real media: one ffmpeg behind each, its progress told as WeChat's codes. */
export function ffmpeg(options: FfmpegOptions = {}): MediaDriver {
  const settings = {
    colour: options.colour ?? '#e53935',
    tone: options.tone ?? 440,
    width: options.width ?? 160,
    height: options.height ?? 90,
    fps: options.fps ?? 15,
    command: options.command ?? process.env.FFMPEG_PATH ?? 'ffmpeg',
    stallMs: options.stallMs ?? 5_000,
  };
  if (!/^#[0-9a-f]{6}$/i.test(settings.colour))
    throw new TypeError(`colour must look like #e53935, not ${settings.colour}`);
  return {
    name: 'ffmpeg',
    attach: (port) => {
      const ended = new Set<Promise<void>>();
      const track = (exit: Promise<void>) => {
        ended.add(exit);
        exit.finally(() => ended.delete(exit));
      };
      return new LiveSession(
        port,
        {
          // What ffmpeg does takes real time, whatever the phone's clock says.
          clock: systemClock,
          open: (element, tell) =>
            element.kind === 'live-pusher'
              ? pusher(element, tell, settings, track)
              : player(element, tell, settings, track),
          netStatus: (element) => netStatus(element, element.kind === 'live-pusher' ? 200 : 180),
        },
        async () => {
          await Promise.all(ended);
        },
      );
    },
  };
}

/** The options with every blank filled. */
export type FfmpegSettings = Required<FfmpegOptions>;
