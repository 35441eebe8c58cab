import {
  idlePusher,
  mediaKinds,
  type PusherAction,
  type PusherState,
  type PusherStep,
  type RtcError,
  reducePusher,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { LivePusher } from '@tarojs/components';
import { createLivePusherContext } from '@tarojs/taro';
import type { ReactElement } from 'react';
import type { LocalStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';
import { useDevice } from './use-device.ts';
import { useDeviceReport } from './use-device-report.ts';
import { useNativeContext } from './use-native-context.ts';

/** WeChat's `live-pusher`: the own camera and microphone, sent by RTMP. There may be one on a page. */
export function LivePusherView({ address, muted }: LocalStreamViewProps): ReactElement {
  const room = useRoom();
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const context = useNativeContext(() => createLivePusherContext() as unknown as PusherContext);
  const uid = room.store.getState().local.uid!;
  const report = useDeviceReport('pusher', { uid, source: 'camera' });
  const tell = useDevice<PusherState, PusherAction, PusherStep>({
    initial: idlePusher,
    reduce: reducePusher,
    perform,
    restart: () => context().start({}),
    stop: (options) => context().stop(options),
    switchCamera: () => context().switchCamera({}),
  });

  function perform(step: PusherStep): void {
    switch (step.type) {
      case 'start':
        return context().start({ fail: () => tell({ type: 'code', code: -1307, now: clock.now() }) });
      case 'stop':
        return context().stop({});
      case 'republish':
        return republish();
      case 'refused':
      case 'floatClosed':
        return devices.tell(step);
    }
  }

  /** A new address comes as a new view; the same one means that this one may start again. */
  function republish(): void {
    const stream = room.store
      .getState()
      .streams.find((known) => known.uid === uid && known.source === 'camera');
    const kinds = mediaKinds.filter((kind) => stream?.media[kind] !== undefined);
    room.publish({ kinds }).then(
      () => tell({ type: 'addressGiven' }),
      // What cannot be published any more is withdrawn from the room, and this view with it.
      (error: RtcError) => error.retryable && tell({ type: 'unanswered' }),
    );
  }

  return (
    <LivePusher
      id='callgrid-pusher'
      className='callgrid-native'
      url={address.url}
      mode='RTC'
      autopush
      enableCamera={!muted.video}
      enableMic={!muted.audio}
      muted={muted.audio}
      orientation='vertical'
      aspect='9:16'
      minBitrate={200}
      maxBitrate={800}
      audioVolumeType='voicecall'
      enableAgc
      enableAns
      beauty={0}
      {...{ dataUid: uid }}
      onStateChange={({ detail }) => {
        // An element that tells something is there, and its page is visible.
        context();
        report('statechange', detail);
        tell({ type: 'code', code: detail.code, now: clock.now() });
      }}
      onNetStatus={({ detail }) => report('netstatus', detail)}
      onError={({ detail }) => {
        report('error', detail);
        tell({ type: 'error', errCode: Number(detail.errCode) });
      }}
    />
  );
}

/** What Taro types too narrowly: every method takes WeChat's callbacks. */
interface PusherContext {
  start(options: { fail?: () => void }): void;
  stop(options: { success?: () => void; fail?: () => void }): void;
  switchCamera(options: object): void;
}
