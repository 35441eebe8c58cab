import { LivePlayer } from '@tarojs/components';
import { createLivePlayerContext } from '@tarojs/taro';
import { memo, type ReactElement, useEffect, useState } from 'react';
import type { Callbacks } from './answered.ts';
import { afterPageUpdate } from './page.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useCallDevices, useDevicesView } from './use-call-devices.ts';
import { useDeviceReport } from './use-device-report.ts';
import { useNativeContext } from './use-native-context.ts';
import { usePlayer } from './use-player.ts';

/** WeChat's `live-player`: somebody else's stream, pulled by RTMP. */
export const LivePlayerView = memo(function LivePlayerView({
  id,
  uid,
  source,
  address,
  onStatus,
}: RemoteStreamViewProps): ReactElement {
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const context = useNativeContext(() => createLivePlayerContext(id) as unknown as PlayerContext);
  const report = useDeviceReport('player', { uid, source });
  const sound = useDevicesView(({ settings }) => settings.sound);
  const [isElsewhere, setElsewhere] = useState(false);
  const tell = usePlayer(
    { uid, source, onStatus },
    {
      play: () => context().play({}),
      stop: (callbacks) => context().stop(callbacks),
      takeSpeaker: () => setElsewhere(true),
    },
  );

  // Elsewhere and back: a player that came from the background is silent until its sound is routed anew.
  useEffect(() => {
    if (isElsewhere) afterPageUpdate(() => setElsewhere(false));
  }, [isElsewhere]);

  // A new address, as after a seat was lost, lets a player go on that had none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what this is told of
  useEffect(() => tell({ type: 'addressGiven' }), [address.url]);

  return (
    <LivePlayer
      id={id}
      className='callgrid-native'
      src={address.url}
      mode='RTC'
      autoplay
      minCache={0.2}
      maxCache={0.8}
      objectFit={source === 'screen' ? 'contain' : 'fillCrop'}
      soundMode={(sound === 'ear') === isElsewhere ? 'speaker' : 'ear'}
      orientation='vertical'
      autoPauseIfNavigate={false}
      autoPauseIfOpenNative={false}
      {...{ dataUid: uid }}
      onStateChange={({ detail }) => {
        // An element that tells something is there, and its page is visible.
        context();
        report('statechange', detail);
        tell({ type: 'code', code: detail.code, now: clock.now() });
      }}
      onNetStatus={({ detail }) => report('netstatus', detail)}
    />
  );
});

/** What Taro types too narrowly: every method takes WeChat's callbacks. */
interface PlayerContext {
  play(options: object): void;
  stop(callbacks: Callbacks): void;
}
