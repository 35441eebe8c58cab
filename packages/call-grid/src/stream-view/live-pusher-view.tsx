import { useRoom } from '@callgrid/react';
import { LivePusher } from '@tarojs/components';
import { createLivePusherContext } from '@tarojs/taro';
import type { ReactElement } from 'react';
import type { StopOptions } from './stopped.ts';
import type { LocalStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';
import { useDeviceReport } from './use-device-report.ts';
import { useNativeContext } from './use-native-context.ts';
import { usePusher } from './use-pusher.ts';
import { useSpeech } from './use-speech.ts';

/** WeChat's `live-pusher`: the own camera and microphone, sent by RTMP. There may be one on a page. */
export function LivePusherView({ address, muted, onStatus }: LocalStreamViewProps): ReactElement {
  const room = useRoom();
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const context = useNativeContext(() => createLivePusherContext() as unknown as PusherContext);
  const uid = room.store.getState().local.uid!;
  const report = useDeviceReport('pusher', { uid, source: 'camera' });
  const hear = useSpeech(muted.audio);
  const tell = usePusher(
    'camera',
    {
      start: () => context().start({ fail: () => tell({ type: 'code', code: -1307, now: clock.now() }) }),
      restart: () => context().start({}),
      stop: (options) => context().stop(options),
      switchCamera: () => context().switchCamera({}),
    },
    onStatus,
  );

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
      onAudioVolumeNotify={({ detail }) => hear(Number(detail.volume) / 100)}
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
  stop(options: StopOptions): void;
  switchCamera(options: object): void;
}
