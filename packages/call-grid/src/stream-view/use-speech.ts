import { reduceSpeech, silence } from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { useEffect, useRef } from 'react';
import { useCallDevices } from './use-call-devices.ts';

/** A microphone that says nothing for so long, in ms, hears nothing. */
const QUIET_AFTER = 2_000;

/**
 * Tells the room when this participant begins and ceases to speak. Gives the function that is told how loud the
 * microphone is, 0 to 1, every 100 ms or so.
 */
export function useSpeech(isMuted: boolean): (level: number) => void {
  const room = useRoom();
  const { clock } = useCallDevices().platform;
  const speech = useRef(silence);
  const stopQuiet = useRef(() => {});

  useEffect(() => {
    // The gateway knows by itself that a muted one does not speak.
    if (isMuted) speech.current = silence;
    return () => stopQuiet.current();
  }, [isMuted]);

  function heard(level: number): void {
    stopQuiet.current();
    if (isMuted) return;
    const before = speech.current;
    speech.current = reduceSpeech(before, level, clock.now());
    if (speech.current.speaking !== before.speaking) room.setSpeaking(speech.current.speaking);
    if (!speech.current.speaking) return;
    stopQuiet.current = clock.after(QUIET_AFTER, () => {
      speech.current = silence;
      room.setSpeaking(false);
    });
  }
  return heard;
}
