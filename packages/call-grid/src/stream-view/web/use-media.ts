import { useRoom } from '@callgrid/react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useCallDevices } from '../use-call-devices.ts';
import type { CallMedia, CallMediaView } from './call-media.ts';
import type { ScreenState } from './screen-share.ts';

/** The browser's devices of the call around this component. */
export function useMedia(): CallMedia {
  const { media } = useCallDevices();
  if (!media) throw new TypeError('This part is for browsers with WebRTC: look at platform.capabilities.');
  return media;
}

export function useMediaView<Selected>(select: (view: CallMediaView) => Selected): Selected {
  return useStore(useMedia().store, select);
}

export function useScreen(): ScreenState {
  return useStore(useMedia().screen.store);
}

/** Keeps the shared screen to the room, for as long as the call is there. */
export function useScreenLife(): void {
  const room = useRoom();
  const devices = useCallDevices();
  useEffect(() => devices.media?.screen.follow(room, devices), [room, devices]);
}
