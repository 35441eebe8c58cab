import { videoQualities } from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { LivePusher } from '@tarojs/components';
import { createLivePusherContext } from '@tarojs/taro';
import { type ReactElement, useEffect, useRef } from 'react';
import { answered, type Callbacks } from './answered.ts';
import type { CallDevices } from './call-devices.ts';
import type { LocalStreamViewProps } from './stream-views.tsx';
import { useCallDevices, useDevicesView } from './use-call-devices.ts';
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
  const { quality, beauty, beautyLevel, filter } = useDevicesView(({ settings }) => settings);
  const { width, height, maxBitrate } = videoQualities[quality];
  const looksBack = useRef(false);
  const tell = usePusher(
    'camera',
    {
      start: () => context().start({ fail: () => tell({ type: 'code', code: -1307, now: clock.now() }) }),
      restart: () => context().start({}),
      stop: (callbacks) => context().stop(callbacks),
      switchCamera,
      toggleTorch,
    },
    onStatus,
  );

  // It goes out with the camera, and with the element; a new one looks at the user.
  useEffect(() => {
    showTorch(devices, looksBack.current && !muted.video);
    return () => showTorch(devices, false);
  }, [devices, muted.video]);

  async function switchCamera(): Promise<void> {
    if (!(await answered(clock, (callbacks) => context().switchCamera(callbacks)))) return;
    looksBack.current = !looksBack.current;
    // Only the one that looks away from the user has a light.
    showTorch(devices, looksBack.current && !muted.video);
  }

  async function toggleTorch(): Promise<void> {
    if (!(await answered(clock, (callbacks) => context().toggleTorch(callbacks)))) return;
    devices.store.setState(({ torch }) => ({
      torch: torch === 'off' ? 'on' : torch === 'on' ? 'off' : torch,
    }));
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
      // Left out, Taro's template says `false` here, which is none of WeChat's values.
      localMirror='auto'
      videoWidth={height}
      videoHeight={width}
      // A weak network may take what it can, whatever the quality.
      minBitrate={200}
      maxBitrate={maxBitrate}
      audioVolumeType='voicecall'
      enableAgc
      enableAns
      beauty={beauty === 'off' ? 0 : beautyLevel}
      beautyStyle={beauty === 'nature' ? 'nature' : 'smooth'}
      filter={filter}
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

/** There is a light, which is out, or there is none. */
function showTorch(devices: CallDevices, isThere: boolean): void {
  devices.store.setState({ torch: isThere ? 'off' : 'absent' });
}

/** What Taro types too narrowly: every method takes WeChat's callbacks. */
interface PusherContext {
  start(options: { fail?: () => void }): void;
  stop(callbacks: Callbacks): void;
  switchCamera(callbacks: Callbacks): void;
  toggleTorch(callbacks: Callbacks): void;
}
