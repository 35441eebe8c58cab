import { type JoinOptions, RtcError } from '@callgrid/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useRoom } from './room-provider.tsx';

export interface Joining {
  /** Why the last join was refused or failed, else null. */
  readonly error: RtcError | null;
  /** Joins once more after the call ended, with the options of now. */
  readonly joinAgain: () => void;
}

/**
 * Joins when the component mounts and leaves when it unmounts; under StrictMode too it joins once. Options that change
 * later count when it joins again.
 */
export function useJoin(options: JoinOptions): Joining {
  const room = useRoom();
  const latest = useRef(options);
  latest.current = options;
  const mounts = useRef(0);
  const [error, setError] = useState<RtcError | null>(null);
  const joinAgain = useCallback(() => {
    setError(null);
    room.join(latest.current).catch((cause: unknown) => {
      const refusal =
        cause instanceof RtcError ? cause : new RtcError('request/failed', String(cause), cause);
      // Leaving while joining is no error.
      if (refusal.code !== 'connection/aborted') setError(refusal);
    });
  }, [room]);
  useEffect(() => {
    const mount = ++mounts.current;
    if (mount === 1) joinAgain();
    return () => {
      // StrictMode mounts again at once; only who stays unmounted leaves.
      Promise.resolve().then(() => {
        if (mounts.current === mount) room.leave();
      });
    };
  }, [room, joinAgain]);
  return { error, joinAgain };
}
