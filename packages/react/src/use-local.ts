import type { LocalView } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** This client: uid, name, role, and what it has muted. */
export function useLocal(): LocalView {
  return useRoomView((view) => view.local);
}
