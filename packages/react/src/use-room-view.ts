import type { RoomView } from '@callgrid/core';
import { useStore } from 'zustand';
import { useRoom } from './room-provider.tsx';

/** Whatever `select` picks from the room's view; renders again when that changes (`Object.is`). */
export function useRoomView<Selected>(select: (view: RoomView) => Selected): Selected {
  return useStore(useRoom().store, select);
}
