import type { LeaveReason, RtcError } from '@callgrid/core';
import { useConnectionState, useRoom } from '@callgrid/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { afterPageUpdate, usePageEnd } from '../stream-view/page.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';

/** running → stopping (the devices) → over or away (nothing native is left) → running (joined again) */
export type CallPhase =
  | { readonly status: 'running' }
  | { readonly status: 'stopping'; readonly reason: LeaveReason }
  | { readonly status: 'over'; readonly reason: LeaveReason }
  /** Left for as long as the app is not shown; `gone` is called once the room is left. */
  | { readonly status: 'away'; readonly gone: () => void };

const hungUp: CallPhase = { status: 'over', reason: 'left' };

/**
 * Ends a call in the one right order, whoever ends it: the devices stop, their elements go, then the room is left.
 * `hangUp` is the user's own way out.
 */
export function useCallEnd(error: RtcError | null, onLeft: ((reason: LeaveReason) => void) | undefined) {
  const room = useRoom();
  const devices = useCallDevices();
  const connection = useConnectionState();
  const [phase, setPhase] = useState<CallPhase>({ status: 'running' });
  const latest = useRef(onLeft);
  latest.current = onLeft;
  const left = useRef(Promise.resolve());
  const now = useRef(phase);
  now.current = phase;
  const ends = useRef<(() => void)[]>([]);
  const tellEnded = useCallback(() => {
    for (const ended of ends.current.splice(0)) ended();
  }, []);
  const isLeft = useRef(false);
  const joined = useRef(false);
  if (connection.status === 'joined') joined.current = true;

  const end = useCallback(
    (reason: LeaveReason, after: CallPhase = { status: 'over', reason }) => {
      setPhase({ status: 'stopping', reason });
      devices.stopAll().then(() => setPhase(after));
    },
    [devices],
  );

  const ended = connection.status === 'left' ? connection.reason : error && 'refused';
  useEffect(() => {
    if (ended && phase.status === 'running') end(ended);
  }, [ended, phase.status, end]);

  useEffect(() => {
    if (phase.status !== 'over' && phase.status !== 'away') return;
    let current = true;
    afterPageUpdate(() => {
      if (!current) return;
      // Who hung up meanwhile does not come back.
      if (phase.status === 'away' && ends.current.length > 0) return setPhase(hungUp);
      const gone = room.leave();
      if (phase.status === 'away') return phase.gone();
      gone.then(() => {
        isLeft.current = true;
        tellEnded();
      });
      // Who never came in did not leave: that is told as an error.
      if (joined.current || phase.reason === 'left') latest.current?.(phase.reason);
      joined.current = false;
    });
    return () => {
      current = false;
    };
  }, [phase, room, tellEnded]);

  useEffect(() => tellEnded, [tellEnded]);

  // What is left of this way out is what unmounting does: the room is left.
  usePageEnd(() => devices.stopAll());

  return {
    phase,
    /** Settles once the room is left. */
    hangUp: async () => {
      const { status } = now.current;
      if (status === 'over' && isLeft.current) return;
      if (status === 'running') end('left');
      // Nothing runs any more that could be stopped.
      if (status === 'away') setPhase(hungUp);
      await new Promise<void>((ended) => ends.current.push(ended));
    },
    /** Leaves until `comeBack`; the app is not told. */
    goAway: () => {
      if (phase.status !== 'running') return;
      left.current = new Promise((gone) => end('left', { status: 'away', gone }));
    },
    /** Calls back once a `goAway` under way has ended, unless the user hung up meanwhile. */
    comeBack: (then: () => void) =>
      left.current.then(() => {
        if (now.current.status === 'away') then();
      }),
    begin: () => {
      isLeft.current = false;
      setPhase({ status: 'running' });
    },
  };
}
