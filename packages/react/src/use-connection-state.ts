import type { ConnectionState } from '@callgrid/core';
import { useRoomView } from './use-room-view.ts';

/** Where this client stands: idle, joining, joined, reconnecting or left, with what belongs to each. */
export function useConnectionState(): ConnectionState {
  return useRoomView((view) => view.connection);
}
