import { type JoinOptions, RtcError } from '@callgrid/core';
import { useEffect, useRef, useState } from 'react';
import { useRoom } from './room-provider.tsx';

/**
 * Joins when the component mounts and leaves when it unmounts; under StrictMode too it joins once. The options are
 * those of the first mount. Gives the error of a join that was refused or failed, else null.
 */
export function useJoin(options: JoinOptions): RtcError | null {
  const room = useRoom();
  const first = useRef(options);
  const mounts = useRef(0);
  const [error, setError] = useState<RtcError | null>(null);
  useEffect(() => {
    const mount = ++mounts.current;
    if (mount === 1) {
      room.join(first.current).catch((cause: unknown) => {
        const refused =
          cause instanceof RtcError ? cause : new RtcError('request/failed', String(cause), cause);
        // Leaving while joining is no error.
        if (refused.code !== 'connection/aborted') setError(refused);
      });
    }
    return () => {
      // StrictMode mounts again at once; only who stays unmounted leaves.
      Promise.resolve().then(() => {
        if (mounts.current === mount) room.leave();
      });
    };
  }, [room]);
  return error;
}
