import type { Platform } from '@callgrid/core';
import type { Browser } from '@callgrid/core/web';
import { createContext, useContext } from 'react';
import type { DeviceFact } from '../call-devices.ts';
import { CallMedia } from './call-media.ts';

/** The browser that calls below run in; null for the one that shows them. */
export const BrowserContext = createContext<Browser | null>(null);

/** Gives what makes the devices of a call where it is sent or played by WebRTC. */
export function useCreateMedia() {
  const browser = useContext(BrowserContext);
  return (platform: Platform) =>
    (tell: (fact: DeviceFact) => void): CallMedia | null =>
      platform.capabilities.pull.includes('whep')
        ? new CallMedia(browser ?? window, platform.clock, tell)
        : null;
}
