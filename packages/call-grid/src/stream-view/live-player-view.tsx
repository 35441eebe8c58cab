import {
  idlePlayer,
  type PlayerAction,
  type PlayerState,
  type PlayerStep,
  type RtcError,
  reducePlayer,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { LivePlayer } from '@tarojs/components';
import { createLivePlayerContext } from '@tarojs/taro';
import { memo, type ReactElement, useEffect } from 'react';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';
import { useDevice } from './use-device.ts';
import { useNativeContext } from './use-native-context.ts';

/** WeChat's `live-player`: somebody else's stream, pulled by RTMP. */
export const LivePlayerView = memo(function LivePlayerView({
  id,
  uid,
  source,
  address,
}: RemoteStreamViewProps): ReactElement {
  const room = useRoom();
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const context = useNativeContext(() => createLivePlayerContext(id) as unknown as PlayerContext);
  const tell = useDevice<PlayerState, PlayerAction, PlayerStep>({
    initial: idlePlayer,
    reduce: reducePlayer,
    perform,
    restart: () => context().play({}),
    stop: (options) => context().stop(options),
  });

  // A new address, as after a seat was lost, lets a player go on that had none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what this is told of
  useEffect(() => tell({ type: 'addressGiven' }), [address.url]);

  function perform(step: PlayerStep): void {
    switch (step.type) {
      case 'resubscribe':
        room.subscribe({ uid, source }).then(
          () => tell({ type: 'addressGiven' }),
          (error: RtcError) => tell({ type: error.retryable ? 'unanswered' : 'refused' }),
        );
        return;
      case 'play':
        return context().play({});
      case 'stop':
        return context().stop({});
    }
  }

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
      soundMode='speaker'
      orientation='vertical'
      autoPauseIfNavigate={false}
      autoPauseIfOpenNative={false}
      {...{ dataUid: uid }}
      onStateChange={({ detail }) => {
        // An element that tells something is there, and its page is visible.
        context();
        devices.report({ device: 'player', uid, event: 'statechange', detail });
        tell({ type: 'code', code: detail.code, now: clock.now() });
      }}
      onNetStatus={({ detail }) => devices.report({ device: 'player', uid, event: 'netstatus', detail })}
    />
  );
});

/** What Taro types too narrowly: every method takes WeChat's callbacks. */
interface PlayerContext {
  play(options: object): void;
  stop(options: { success?: () => void; fail?: () => void }): void;
}
