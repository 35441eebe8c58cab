import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useMedia } from './use-media.ts';

/** A `<video>` that shows an own track, or nothing. */
export function usePreview(track: MediaStreamTrack | null): RefObject<HTMLVideoElement> {
  const { browser } = useMedia();
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    if (video.current) video.current.srcObject = track && new browser.MediaStream([track]);
  }, [browser, track]);
  return video;
}
