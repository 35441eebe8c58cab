import type { RoomEvent, RoomEvents } from '@callgrid/core';
import { useEffect, useRef } from 'react';
import { useRoom } from './room-provider.tsx';

/** Calls `listener` at each such event of the room, for as long as the component is mounted; the latest one counts. */
export function useRoomEvent<Event extends RoomEvent>(
  event: Event,
  listener: (payload: RoomEvents[Event]) => void,
): void {
  const room = useRoom();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => room.on(event, (payload) => latest.current(payload)), [room, event]);
}
