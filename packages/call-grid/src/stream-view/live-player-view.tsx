import {
  idlePlayer,
  type PlayerAction,
  type PlayerState,
  type PlayerStep,
  reducePlayer,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { LivePlayer } from '@tarojs/components';
import { createLivePlayerContext } from '@tarojs/taro';
import { memo, type ReactElement, useLayoutEffect, useState } from 'react';
import { DeviceDriver } from './device-driver.ts';
import { stopped } from './stopped.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';

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
  const [driver] = useState(
    () =>
      new DeviceDriver<PlayerState, PlayerAction, PlayerStep>(clock, {
        initial: idlePlayer,
        reduce: reducePlayer,
        perform,
      }),
  );

  function perform(step: PlayerStep): void {
    switch (step.type) {
      case 'resubscribe':
        room.subscribe({ uid, source }).then(
          () => driver.dispatch({ type: 'addressGiven' }),
          () => driver.dispatch({ type: 'refused' }),
        );
        return;
      case 'play':
        return context(id).play({});
      case 'stop':
        return context(id).stop({});
    }
  }

  useLayoutEffect(() => {
    const stop = () => stopped(clock, (options) => context(id).stop(options));
    const remove = devices.add({ stop });
    const unfollow = driver.follow(room);
    const unwatch = devices.platform.onVisibilityChanged((visible) =>
      driver.dispatch({ type: visible ? 'shown' : 'hidden' }),
    );
    driver.dispatch({ type: 'addressGiven' });
    return () => {
      unfollow();
      unwatch();
      remove();
      driver.dispose();
      stop();
    };
  }, [room, devices, driver, clock, id]);

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
        devices.report({ device: 'player', uid, event: 'statechange', detail });
        driver.dispatch({ type: 'code', code: detail.code, now: clock.now() });
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

function context(id: string): PlayerContext {
  return createLivePlayerContext(id) as unknown as PlayerContext;
}
