import type { ParticipantStatus, PlayerState, PusherState } from '@callgrid/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCallDevices } from '../stream-view/use-call-devices.ts';

/** What a tile says over its picture; null: nothing. */
export type TileState = 'connecting' | 'reconnecting' | 'background' | 'failed' | null;

export type DeviceStatus = PlayerState['status'] | PusherState['status'];

/** A start that takes no longer, in ms, is not worth a word. */
const PATIENCE = 1_500;

export interface TileStateResult {
  readonly state: TileState;
  /** To be told what the pusher or player does. Never changes. */
  readonly onStatus: (status: DeviceStatus, tryAgain: () => void) => void;
  /** Starts at once what waits for its next try. */
  readonly tryAgain: () => void;
}

type DeviceState = 'fine' | 'slow' | 'interrupted' | 'failed';

/** What to say over the picture of somebody with this status, by what its device does. */
export function useTileState(person: ParticipantStatus | undefined): TileStateResult {
  const { clock } = useCallDevices().platform;
  const [device, setDevice] = useState<DeviceState>('fine');
  const again = useRef(() => {});
  const stopWaiting = useRef(() => {});
  useEffect(() => () => stopWaiting.current(), []);

  const onStatus = useCallback(
    (status: DeviceStatus, tryAgain: () => void) => {
      again.current = tryAgain;
      stopWaiting.current();
      if (status === 'starting') {
        // After a failure nobody waits to be told that it connects.
        setDevice((before) => (before === 'fine' ? before : 'slow'));
        stopWaiting.current = clock.after(PATIENCE, () => setDevice('slow'));
        return;
      }
      if (status === 'interrupted' || status === 'failed') setDevice(status);
      else setDevice('fine');
    },
    [clock],
  );
  const tryAgain = useCallback(() => again.current(), []);
  return { state: stateOf(person, device), onStatus, tryAgain };
}

function stateOf(person: ParticipantStatus | undefined, device: DeviceState): TileState {
  // Whoever is away sends nothing: that says more than what the player makes of it.
  if (person === 'reconnecting' || person === 'background') return person;
  if (device === 'failed') return 'failed';
  if (device === 'interrupted') return 'reconnecting';
  return device === 'slow' ? 'connecting' : null;
}
