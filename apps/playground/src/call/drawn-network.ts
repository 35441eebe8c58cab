/** Kilobits a second of the picture at each quality level, 1 best … 6 down. */
const VIDEO = [0, 720, 540, 380, 220, 90, 0] as const;
const AUDIO = [0, 48, 48, 40, 32, 16, 0] as const;
const FPS = [0, 15, 15, 14, 11, 6, 0] as const;

/** What a device says of its network at a time, of a stream by this name: it goes up and down a little, as real ones do. */
export function drawnNetwork(
  level: number,
  now: number,
  name: string,
): Readonly<
  Record<'videoBitrate' | 'audioBitrate' | 'videoFPS' | 'netSpeed' | 'netJitter' | 'netQualityLevel', number>
> {
  const seconds = Math.floor(now / 1_000);
  const sway = Math.sin(seconds * 0.9 + name.length + Number.parseInt(name, 10)) * 0.12;
  const videoBitrate = Math.round((VIDEO[level] ?? 0) * (1 + sway));
  const audioBitrate = AUDIO[level] ?? 0;
  return {
    videoBitrate,
    audioBitrate,
    videoFPS: FPS[level] ?? 0,
    netSpeed: videoBitrate + audioBitrate,
    netJitter: Math.round(level * level * 6 * (1 - sway)),
    netQualityLevel: level,
  };
}
