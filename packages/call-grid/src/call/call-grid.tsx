import {
  type Backend,
  createRoom,
  gateway as gatewayBackend,
  type JoinOptions,
  type Platform,
  type Role,
} from '@callgrid/core';
import { RoomProvider } from '@callgrid/react';
import { type ReactElement, useState } from 'react';
import { currentPlatform } from '../stream-view/current-platform.ts';
import { CallSurface, type CallSurfaceProps } from './call-surface.tsx';

export type CallGridProps = Omit<CallSurfaceProps, 'join'> & {
  /** The room's name: 1 to 64 characters. */
  readonly channelName: string;
  /** A safe integer, decimal text or a BigNumber, 0 to 2^64 − 1. */
  readonly uid: JoinOptions['uid'];
  /** What others see: up to 64 characters. Default: the uid. */
  readonly name?: string;
  readonly token?: string;
  /** Default `broadcaster`; where nothing can be sent from, as from a browser without WebRTC, always `audience`. */
  readonly role?: Role;
  /** Whether the camera is on at first. Default true. */
  readonly camera?: boolean;
  /** Whether the microphone is on at first. Default true. */
  readonly microphone?: boolean;
} & (
    | {
        /** The gateway's address, such as `wss://call.example.com`. */
        readonly gateway: string;
        readonly backend?: undefined;
      }
    | { readonly gateway?: undefined; readonly backend: Backend }
  );

/**
 * A working group call. It joins when it mounts and leaves when it unmounts, fills the element it is in, and needs
 * `import '@callgrid/call-grid/style.css'` once in the app. Another room or uid is another call: give it a `key`.
 */
export function CallGrid({
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
}: CallGridProps): ReactElement {
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
      <CallSurface {...surface} join={join} platform={platform} />
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
}
