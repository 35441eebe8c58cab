import {
  type LocalStreamViewProps,
  type RemoteStreamViewProps,
  type StreamViews,
  useDeviceReport,
  usePlayer,
  usePusher,
} from '@callgrid/call-grid';
import { type Source, streamId, type Uid } from '@callgrid/core';
import { useLocal } from '@callgrid/react';
import { type ReactElement, useEffect, useState } from 'react';
import { BesideCall } from '../call/beside.tsx';
import { useDrawnCall } from '../call/drawn-call-context.ts';
import type { DeviceListener } from '../call/drawn-devices.ts';
import { CallProbe } from './call-probe.tsx';
import { Picture } from './picture.tsx';
import { useDrawnCamera } from './use-drawn-camera.ts';

/** Pictures in the place of cameras: CallGrid's port to media, on canvases, run by the machines that run a phone's devices. */
export const pictureViews: StreamViews = { LocalStreamView, RemoteStreamView };

function LocalStreamView({ source, onStatus }: LocalStreamViewProps): ReactElement | null {
  const { uid } = useLocal();
  return uid && <LocalPicture uid={uid} source={source} onStatus={onStatus} />;
}

function LocalPicture({
  uid,
  source,
  onStatus,
}: Pick<RemoteStreamViewProps, 'uid' | 'source' | 'onStatus'>): ReactElement {
  const { devices, clock } = useDrawnCall();
  const id = streamId(uid, source);
  const { isLive, heard } = useLive(onStatus);
  const { looksBack, ...camera } = useDrawnCamera();
  const tell = usePusher(
    source,
    {
      start: () => devices.start(id),
      stop: ({ success }) => {
        devices.stop(id);
        success();
      },
      ...(source === 'camera' && camera),
    },
    heard,
  );
  usePlugged('pusher', uid, source, {
    code: (code) => tell({ type: 'code', code, now: clock.now() }),
    error: (errCode) => tell({ type: 'error', errCode }),
  });
  return (
    <>
      <CallProbe />
      {source === 'camera' && <BesideCall />}
      {isLive && <Picture id={id} uid={uid} source={source} isMirrored={source === 'camera' && !looksBack} />}
    </>
  );
}

function RemoteStreamView({ uid, source, address, onStatus }: RemoteStreamViewProps): ReactElement {
  const { devices, clock } = useDrawnCall();
  const id = streamId(uid, source);
  const { isLive, heard } = useLive(onStatus);
  const tell = usePlayer(
    { uid, source, onStatus: heard },
    {
      play: () => devices.start(id),
      stop: ({ success }) => {
        devices.stop(id);
        success();
      },
    },
  );
  usePlugged('player', uid, source, {
    code: (code) => tell({ type: 'code', code, now: clock.now() }),
    error: () => {},
  });
  useEffect(() => tell({ type: 'addressGiven' }), [address.url]);
  return (
    <>
      <CallProbe />
      {isLive && <Picture id={id} uid={uid} source={source} />}
    </>
  );
}

/** Whether there is something to be seen; `heard` is to be told what the device does. */
function useLive(onStatus: LocalStreamViewProps['onStatus']) {
  const [isLive, setLive] = useState(false);
  const [heard] = useState(
    () =>
      (...[status, tryAgain]: Parameters<NonNullable<LocalStreamViewProps['onStatus']>>) => {
        setLive(status === 'live');
        onStatus?.(status, tryAgain);
      },
  );
  return { isLive, heard };
}

/** Puts a device where an element would be, for as long as the view is there. */
function usePlugged(
  kind: DeviceListener['kind'],
  uid: Uid,
  source: Source,
  listener: Pick<DeviceListener, 'code' | 'error'>,
): void {
  const { devices } = useDrawnCall();
  const report = useDeviceReport(kind, { uid, source });
  useEffect(
    () =>
      devices.plug(streamId(uid, source), {
        kind,
        code: (code) => {
          report('statechange', { code });
          listener.code(code);
        },
        error: (errCode) => {
          report('error', { errCode });
          listener.error(errCode);
        },
        network: (info) => report('netstatus', { info }),
      }),
    [devices, uid, source],
  );
}
