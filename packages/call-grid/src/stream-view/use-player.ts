import {
  idlePlayer,
  type PlayerAction,
  type PlayerState,
  type PlayerStep,
  type RtcError,
  reducePlayer,
  streamId,
} from '@callgrid/core';
import { useGrid, useRoom } from '@callgrid/react';
import type { Callbacks } from './answered.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useDevice } from './use-device.ts';

export interface PlayerControls {
  play(): void;
  stop(callbacks: Callbacks): void;
  revive?(): void;
  takeSpeaker?(): void;
}

/** Runs the player machine on whichever element plays the stream, and gives the function that tells it facts. */
export function usePlayer(
  { uid, source, onStatus }: Pick<RemoteStreamViewProps, 'uid' | 'source' | 'onStatus'>,
  controls: PlayerControls,
): (action: PlayerAction) => void {
  const room = useRoom();
  const grid = useGrid();
  const tell = useDevice<PlayerState, PlayerAction, PlayerStep>({
    ...controls,
    initial: idlePlayer,
    reduce: reducePlayer,
    perform,
    restart: controls.play,
    changed: ({ status }) => onStatus?.(status, () => tell({ type: 'waited' })),
  });
  return tell;

  function perform(step: PlayerStep): void {
    switch (step.type) {
      case 'resubscribe':
        room.subscribe({ uid, source, kinds: grid.kindsOf(streamId(uid, source)) }).then(
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
