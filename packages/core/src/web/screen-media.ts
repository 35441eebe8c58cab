import type { RtcError } from '@callgrid/protocol';
import { type Browser, listen } from './browser.ts';
import { insecure, toDeviceError } from './device-error.ts';
import { screenQuality } from './video-quality.ts';
import type { Tracks } from './whip-publisher.ts';

/** A screen, window or tab that the user chose to show. */
export interface ScreenCapture {
  /** Sound where the browser gives it: Chromium for tabs, and on Windows for whole screens. */
  readonly tracks: Tracks;
  /** Lets go of it; `ended` is not called for that. */
  stop(): void;
}

/**
 * Asks what to show; call it from a tap or click. Rejects with an `RtcError` `device/…`, `device/refused` when the user
 * changed her mind. `ended` is called when the browser's own bar, or the end of the window shown, ends it.
 */
export async function captureScreen(browser: Browser, ended: () => void): Promise<ScreenCapture> {
  const { mediaDevices } = browser.navigator;
  if (!mediaDevices) throw insecure('The screen');
  const { width, height, frameRate } = screenQuality;
  const options: DisplayMediaStreamOptions & Record<string, unknown> = {
    video: { width: { max: width }, height: { max: height }, frameRate: { ideal: frameRate } },
    audio: true,
    systemAudio: 'include',
    surfaceSwitching: 'include',
  };
  const stream = await mediaDevices.getDisplayMedia(options).catch((error: unknown): never => {
    throw toDeviceError('The screen', error) satisfies RtcError;
  });
  const [video = null] = stream.getVideoTracks();
  const [audio = null] = stream.getAudioTracks();
  if (video) video.contentHint = 'detail';
  const stopListening = video ? listen(video, 'ended', ended) : () => {};
  return {
    tracks: { audio, video },
    stop: () => {
      stopListening();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
