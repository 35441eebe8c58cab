import { type JoinOptions, type RtcError, streamId } from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { useEffect, useRef, useState } from 'react';

/**
 * Why the gateway takes nothing of what this client wants to send, or null. It lets in all the same whoever it shares no
 * way with, as a browser where there is no WebRTC; who is turned away so is audience from then on.
 */
export function useTurnedAway(join: JoinOptions): RtcError | null {
  const room = useRoom();
  const [refusal, setRefusal] = useState<RtcError | null>(null);
  const latest = useRef(join);
  latest.current = join;
  useEffect(
    () =>
      room.store.subscribe(({ connection, local, streams }, before) => {
        if (before.connection.status !== 'joining') return;
        setRefusal(null);
        const kinds = latest.current.publish;
        if (connection.status !== 'joined' || local.role === 'audience' || !kinds?.length) return;
        if (streams.some(({ id }) => id === streamId(connection.self, 'camera'))) return;
        // The answer says why.
        room.publish({ kinds }).catch((error: RtcError) => {
          if (error.code !== 'stream/noProtocol') return;
          setRefusal(error);
          room.setRole('audience').catch(() => {});
        });
      }),
    [room],
  );
  return refusal;
}
