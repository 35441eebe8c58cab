import { type RefObject, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useCallDevices } from '../use-call-devices.ts';

const none = createStore(() => ({ inUse: { speaker: undefined } }));

/** Plays a `<video>` on the speaker that was chosen; not every browser lets a page choose. */
export function useSpeaker(video: RefObject<HTMLVideoElement>): void {
  const { media } = useCallDevices();
  const speaker = useStore(media?.store ?? none, ({ inUse }) => inUse.speaker);
  useEffect(() => {
    // One that is unplugged meanwhile is replaced by the browser itself.
    if (speaker !== undefined) video.current?.setSinkId?.(speaker).catch(() => {});
  }, [video, speaker]);
}
