import type { LeaveReason, RtcError } from '@callgrid/core';
import { useConnection, useRoom } from '@callgrid/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { afterPageUpdate, usePageEnd } from '../stream-view/page.ts';
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
export function useCallEnd(error: RtcError | null, onLeft: ((reason: LeaveReason) => void) | undefined) {
  const room = useRoom();
  const devices = useCallDevices();
  const connection = useConnection();
  const away = useDevicesView((view) => view.away);
  const [phase, setPhase] = useState<CallPhase>({ status: 'running' });
  const latest = useRef(onLeft);
  latest.current = onLeft;
  const joined = useRef(false);
  if (connection.status === 'joined') joined.current = true;

  const end = useCallback(
    (reason: LeaveReason) => {
      setPhase({ status: 'stopping', reason });
      devices.stopAll().then(() => setPhase({ status: 'over', reason }));
    },
    [devices],
  );

  const left = connection.status === 'left' && !away ? connection.reason : error && 'refused';
  useEffect(() => {
    if (left && phase.status === 'running') end(left);
  }, [left, phase.status, end]);

  useEffect(() => {
    if (phase.status !== 'over') return;
    let current = true;
    afterPageUpdate(() => {
      if (!current) return;
      room.leave();
      // Who never came in did not leave: that is told as an error.
      if (joined.current || phase.reason === 'left') latest.current?.(phase.reason);
      joined.current = false;
    });
    return () => {
      current = false;
    };
  }, [phase, room]);

  // What is left of this way out is what unmounting does: the room is left.
  usePageEnd(() => devices.stopAll());

  return {
    phase,
    hangUp: () => {
      if (phase.status === 'running') end('left');
    },
    begin: () => setPhase({ status: 'running' }),
  };
}
