import {
  idlePlayer,
  type PlayerAction,
  type PlayerState,
  type PlayerStep,
  type RtcError,
  reducePlayer,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import type { StopOptions } from './stopped.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useDevice } from './use-device.ts';

export interface PlayerControls {
  play(): void;
  stop(options: StopOptions): void;
  revive?(): void;
  takeSpeaker?(): void;
}

/** Runs the player machine on whichever element plays the stream, and gives the function that tells it facts. */
export function usePlayer(
  { uid, source }: Pick<RemoteStreamViewProps, 'uid' | 'source'>,
  controls: PlayerControls,
): (action: PlayerAction) => void {
  const room = useRoom();
  const tell = useDevice<PlayerState, PlayerAction, PlayerStep>({
    ...controls,
    initial: idlePlayer,
    reduce: reducePlayer,
    perform,
    restart: controls.play,
  });
  return tell;

  function perform(step: PlayerStep): void {
    switch (step.type) {
      case 'resubscribe':
        room.subscribe({ uid, source }).then(
          () => tell({ type: 'addressGiven' }),
          (error: RtcError) => tell({ type: error.retryable ? 'unanswered' : 'refused' }),
        );
        return;
      case 'play':
        return controls.play();
      case 'stop':
        return controls.stop({ success() {}, fail() {} });
    }
  }
}
