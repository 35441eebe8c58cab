import type { MediaKind } from '@callgrid/core';
import { useCallback, useState } from 'react';
import { useRoom } from './room-provider.tsx';
import { useLocal } from './use-local.ts';

export interface LocalMedia {
  /** What this client has muted; acts at once. */
  readonly muted: Readonly<Record<MediaKind, boolean>>;
  /** What the gateway has not heard of yet. */
  readonly pending: Readonly<Record<MediaKind, boolean>>;
  /** Mutes what is on, and unmutes what is off. A mute that is not heard now is heard after the reconnect. */
  toggle(kind: MediaKind): void;
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
      said.then(heard, heard);
    },
    [room],
  );
  const pending = { audio: waiting.includes('audio'), video: waiting.includes('video') };
  return { muted, pending, toggle };
}
