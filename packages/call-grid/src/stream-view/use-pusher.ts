import {
  idlePusher,
  mediaKinds,
  type PusherAction,
  type PusherState,
  type PusherStep,
  type RtcError,
  reducePusher,
  type Source,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import type { Callbacks } from './answered.ts';
import type { LocalStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';
import { useDevice } from './use-device.ts';

export interface PusherControls {
  start(): void;
  stop(callbacks: Callbacks): void;
  /** Starts what does not start by itself. Default `start`. */
  restart?(): void;
  /** Only cameras have one. */
  switchCamera?(): Promise<void>;
  toggleTorch?(): Promise<void>;
}

/** Runs the pusher machine on whichever element sends the stream, and gives the function that tells it facts. */
export function usePusher(
  source: Source,
  controls: PusherControls,
  onStatus?: LocalStreamViewProps['onStatus'],
): (action: PusherAction) => void {
  const room = useRoom();
  const devices = useCallDevices();
  const tell = useDevice<PusherState, PusherAction, PusherStep>({
    initial: idlePusher,
    reduce: reducePusher,
    perform,
    restart: controls.start,
    changed: ({ status }) => onStatus?.(status, () => tell({ type: 'waited' })),
    ...controls,
  });
  return tell;

  function perform(step: PusherStep): void {
    switch (step.type) {
      case 'start':
        return controls.start();
      case 'stop':
        return controls.stop({ success() {}, fail() {} });
      case 'republish':
        return republish();
      case 'refused':
      case 'floatClosed':
        return devices.tell(step);
    }
  }

  /** A new address comes as a new view; the same one means that this one may start again. */
  function republish(): void {
    const { local, streams } = room.store.getState();
    const stream = streams.find((known) => known.uid === local.uid && known.source === source);
    const kinds = mediaKinds.filter((kind) => stream?.media[kind] !== undefined);
    room.publish({ source, kinds }).then(
      () => tell({ type: 'addressGiven' }),
      // What cannot be published any more is withdrawn from the room, and this view with it.
      (error: RtcError) => error.retryable && tell({ type: 'unanswered' }),
    );
  }
}
