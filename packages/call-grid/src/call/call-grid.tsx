import {
  type Backend,
  createRoom,
  gateway as gatewayBackend,
  type JoinOptions,
  type Platform,
  type Role,
} from '@callgrid/core';
import { RoomProvider } from '@callgrid/react';
import { forwardRef, type ReactElement, useState } from 'react';
import { currentPlatform } from '../stream-view/current-platform.ts';
import type { CallGridHandle } from './call-handle.ts';
import { CallSurface, type CallSurfaceProps } from './call-surface.tsx';

export type CallGridProps = Omit<CallSurfaceProps, 'join'> & {
  /** The room's name: 1 to 64 characters. */
  readonly channelName: string;
  /** Who this is: a safe integer, decimal text or a BigNumber, 0 to 2^64 − 1. Above 2^53 − 1 pass text. */
  readonly uid: JoinOptions['uid'];
  /**
   * What others see: up to 64 characters.
   * @default the uid
   */
  readonly name?: string;
  /** Proves the right to join, where the gateway asks for it. */
  readonly token?: string;
  /**
   * An audience member only watches, and is asked for no device; so is whoever can send nothing, as from a browser
   * without WebRTC.
   * @default 'broadcaster'
   */
  readonly role?: Role;
  /**
   * Whether the camera is on at first.
   * @default true
   */
  readonly camera?: boolean;
  /**
   * Whether the microphone is on at first.
   * @default true
   */
  readonly microphone?: boolean;
} & (
    | {
        /** The address of a CallGrid gateway, such as `wss://call.example.com`; this or `backend`. */
        readonly gateway: string;
        readonly backend?: undefined;
      }
    | {
        readonly gateway?: undefined;
        /** Whoever else runs the room, such as `nertc(…)` of `@callgrid/core`; this or `gateway`. */
        readonly backend: Backend;
      }
  );

/**
 * A working group call. It joins when it mounts and leaves when it unmounts, fills the element it is in, and needs
 * `import '@callgrid/call-grid/style.css'` once in the app. Another room or uid is another call: give it a `key`.
 */
export const CallGrid = forwardRef<CallGridHandle, CallGridProps>(function CallGrid(
  {
    gateway,
    backend,
    channelName,
    uid,
    name,
    token,
    role,
    camera = true,
    microphone = true,
    platform: given,
    ...surface
  },
  ref,
): ReactElement {
  const [{ room, platform }] = useState(() => createCall());
  const asked = platform.capabilities.push.length > 0 ? (role ?? 'broadcaster') : 'audience';
  const join: JoinOptions = {
    channelName,
    uid,
    role: asked,
    ...(name !== undefined && { name }),
    ...(token !== undefined && { token }),
    ...(asked === 'broadcaster' && { publish: ['audio', 'video'] as const }),
  };
  return (
    <RoomProvider room={room}>
      <CallSurface {...surface} ref={ref} join={join} platform={platform} />
    </RoomProvider>
  );

  function createCall(): { room: ReturnType<typeof createRoom>; platform: Platform } {
    const made = given ?? currentPlatform();
    const call = createRoom({ backend: backend ?? gatewayBackend(gateway!), platform: made });
    // Before joining, muting is only noted; it settles at once.
    if (!camera) call.mute('video');
    if (!microphone) call.mute('audio');
    return { room: call, platform: made };
  }
});
