import type { LeaveReason } from '@callgrid/core';
import { useConnection, useRoom } from '@callgrid/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCallDevices, useDevicesView } from '../stream-view/use-call-devices.ts';

/** running → stopping (the devices) → over (nothing native is left) → running (joined again) */
export type CallPhase =
  | { readonly status: 'running' }
  | { readonly status: 'stopping'; readonly reason: LeaveReason }
  | { readonly status: 'over'; readonly reason: LeaveReason };

/**
 * Ends a call in the one right order, whoever ends it: the devices stop, their elements go, then the room is left.
 * `hangUp` is the user's own way out.
 */
export function useCallEnd(onLeft: ((reason: LeaveReason) => void) | undefined) {
  const room = useRoom();
  const devices = useCallDevices();
  const connection = useConnection();
  const away = useDevicesView((view) => view.away);
  const [phase, setPhase] = useState<CallPhase>({ status: 'running' });
  const told = useRef(onLeft);
  told.current = onLeft;

  const end = useCallback(
    (reason: LeaveReason) => {
      setPhase({ status: 'stopping', reason });
      devices.stopAll().then(() => setPhase({ status: 'over', reason }));
    },
    [devices],
  );

  const left = connection.status === 'left' && !away ? connection.reason : null;
  useEffect(() => {
    if (left && phase.status === 'running') end(left);
  }, [left, phase.status, end]);

  useEffect(() => {
    if (phase.status !== 'over') return;
    room.leave();
    told.current?.(phase.reason);
  }, [phase, room]);

  return {
    phase,
    hangUp: () => {
      if (phase.status === 'running') end('left');
    },
    begin: () => setPhase({ status: 'running' }),
  };
}
