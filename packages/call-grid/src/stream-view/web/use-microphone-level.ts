import { LevelMeter } from '@callgrid/core/web';
import { useEffect, useRef } from 'react';
import { useCallDevices } from '../use-call-devices.ts';
import { useMedia } from './use-media.ts';

const EVERY_MS = 100;

/** Tells how loud a microphone is, 0 to 1, ten times a second for as long as there is one. */
export function useMicrophoneLevel(track: MediaStreamTrack | null, heard: (level: number) => void): void {
  const { browser } = useMedia();
  const { clock } = useCallDevices().platform;
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(browser, track);
    let stop = (): void => {};
    const listen = () => {
      latest.current(meter.level());
      stop = clock.after(EVERY_MS, listen);
    };
    listen();
    return () => {
      stop();
      meter.close();
    };
  }, [browser, clock, track]);
}
