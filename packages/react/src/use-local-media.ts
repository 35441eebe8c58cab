import type { MediaKind } from '@callgrid/core';
import { useCallback, useState } from 'react';
import { useRoom } from './room-provider.tsx';
import { useLocal } from './use-local.ts';

export interface LocalMedia {
  /** What this client has muted; acts at once. */
  readonly muted: Readonly<Record<MediaKind, boolean>>;
  /** What the gateway has not heard of yet. */
  readonly pending: Readonly<Record<MediaKind, boolean>>;
  /**
   * Mutes what is on, and unmutes what is off. Settles once the gateway heard of it or did not answer; what is not heard
   * now is heard after the reconnect.
   */
  toggle(kind: MediaKind): Promise<void>;
}

/** The own microphone and camera. */
export function useLocalMedia(): LocalMedia {
  const room = useRoom();
  const { muted } = useLocal();
  const [waiting, setWaiting] = useState<readonly MediaKind[]>([]);
  const toggle = useCallback(
    (kind: MediaKind) => {
      const isMuted = room.store.getState().local.muted[kind];
      const said = isMuted ? room.unmute(kind) : room.mute(kind);
      setWaiting((before) => [...before, kind]);
      const heard = () => setWaiting((before) => before.filter((_, at) => at !== before.indexOf(kind)));
      return said.then(heard, heard);
    },
    [room],
  );
  const pending = { audio: waiting.includes('audio'), video: waiting.includes('video') };
  return { muted, pending, toggle };
}
