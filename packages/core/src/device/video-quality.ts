/** What is captured and sent: pixels, frames a second, kbit/s. */
export interface VideoQuality {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly maxBitrate: number;
  /** What suffers where the network or the machine is too slow for all of it. */
  readonly degradation: 'balanced' | 'maintain-resolution';
}

export type QualityName = 'FHD' | 'HD' | 'SD';

/** The three of NetEase's demo, which its apps know by these names; the numbers are its own. */
export const videoQualities: Readonly<Record<QualityName, VideoQuality>> = {
  FHD: { width: 1280, height: 720, frameRate: 30, maxBitrate: 2_000, degradation: 'balanced' },
  HD: { width: 960, height: 540, frameRate: 30, maxBitrate: 1_500, degradation: 'balanced' },
  SD: { width: 640, height: 360, frameRate: 30, maxBitrate: 900, degradation: 'balanced' },
};

/** A screen: text has to stay legible, rather than to move smoothly. */
export const screenQuality: VideoQuality = {
  width: 1920,
  height: 1080,
  frameRate: 15,
  maxBitrate: 2_500,
  degradation: 'maintain-resolution',
};
