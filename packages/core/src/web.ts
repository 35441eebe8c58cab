export {
  type QualityName,
  screenQuality,
  type VideoQuality,
  videoQualities,
} from './device/video-quality.ts';
export { type Browser, listen } from './web/browser.ts';
export type { DeviceErrorCode } from './web/device-error.ts';
export { LevelMeter } from './web/level-meter.ts';
export {
  type DeviceList,
  type DeviceSort,
  LocalMedia,
  type LocalMediaListener,
  type MediaDevice,
} from './web/local-media.ts';
export type { MediaSessionListener, SessionEnd } from './web/media-session.ts';
export type { DeviceNumbers } from './web/peer-stats.ts';
export { playAloud } from './web/play-aloud.ts';
export { captureScreen, type ScreenCapture } from './web/screen-media.ts';
export { WhepPlayer, type WhepPlayerListener } from './web/whep-player.ts';
export { type Tracks, WhipPublisher } from './web/whip-publisher.ts';
