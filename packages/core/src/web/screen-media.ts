import { screenQuality } from '../device/video-quality.ts';
import { type Browser, listen } from './browser.ts';
import { insecure, toDeviceError } from './device-error.ts';
import type { Tracks } from './whip-publisher.ts';

/** A screen, window or tab that the user chose to show. */
export interface ScreenCapture {
  /** Sound where the browser gives it: Chromium for tabs, and on Windows for whole screens. */
  readonly tracks: Tracks;
  /** Lets go of it; `ended` is not called for that. */
  stop(): void;
}

/**
 * Asks what to show; call it from a tap or click. Gives null when the user changed her mind, and rejects with an
 * `RtcError` `device/…` when it cannot be had. `ended` is called when the browser's own bar, or the end of the window
 * shown, ends it.
 */
export async function captureScreen(browser: Browser, ended: () => void): Promise<ScreenCapture | null> {
  const { mediaDevices } = browser.navigator;
  if (!mediaDevices) throw insecure('The screen');
  const { width, height, frameRate } = screenQuality;
  const options: DisplayMediaStreamOptions & Record<string, unknown> = {
    video: { width: { max: width }, height: { max: height }, frameRate: { ideal: frameRate } },
    // Without the sound of this page: the others would hear themselves. Chromium before 141 does not know of it.
    audio: { restrictOwnAudio: true } as MediaTrackConstraints,
    systemAudio: 'include',
    surfaceSwitching: 'include',
  };
  const stream = await mediaDevices.getDisplayMedia(options).catch((error: Error) => {
    // A system that keeps screens from the browser ends in the same name, and in Chromium says so.
    if (error.name === 'NotAllowedError' && !/system/i.test(error.message)) return null;
    throw toDeviceError('The screen', error);
  });
  if (!stream) return null;
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
