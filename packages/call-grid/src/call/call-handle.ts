import type { MediaKind, Room } from '@callgrid/core';
import { type LayoutChoice, type TileId, useGrid, useRoom } from '@callgrid/react';
import { type ForwardedRef, useImperativeHandle, useRef } from 'react';
import { useCallDevices } from '../stream-view/use-call-devices.ts';

/** What an app may do with a call from outside, by the `ref` of `<CallGrid>`. */
export interface CallGridHandle {
  /** The room: its store has who and what is there, `on` tells all that happens. */
  readonly room: Room;
  /** Acts at once; settles once the gateway heard of it. Rejects with an `RtcError`, such as `request/timeout`. */
  mute(kind: MediaKind): Promise<void>;
  /** The reverse of `mute`. */
  unmute(kind: MediaKind): Promise<void>;
  /** Settles once the other camera is there, or is not to be had. */
  switchCamera(): Promise<void>;
  /** Lays the tiles so from now on; `auto`: by the size of the stage and by who is there. */
  setLayout(layout: LayoutChoice): void;
  /** Keeps a tile on every page, or lets it go. Default: keeps it. */
  pin(id: TileId, isPinned?: boolean): void;
  /** Hangs up as the button does, and settles once the room is left. */
  leave(): Promise<void>;
}

/** Gives the handle of the call around this component to `ref`. It never changes. */
export function useCallHandle(ref: ForwardedRef<CallGridHandle>, hangUp: () => Promise<void>): void {
  const room = useRoom();
  const grid = useGrid();
  const devices = useCallDevices();
  const latest = useRef(hangUp);
  latest.current = hangUp;
  useImperativeHandle(
    ref,
    () => ({
      room,
      mute: (kind) => room.mute(kind),
      unmute: (kind) => room.unmute(kind),
      switchCamera: () => devices.switchCamera(),
      setLayout: (layout) => grid.setLayout(layout),
      pin: (id, isPinned = true) => grid.pin(id, isPinned),
      leave: () => latest.current(),
    }),
    [room, grid, devices],
  );
}
