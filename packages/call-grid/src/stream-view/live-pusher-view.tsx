import {
  idlePusher,
  type PusherAction,
  type PusherState,
  type PusherStep,
  reducePusher,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { LivePusher } from '@tarojs/components';
import { createLivePusherContext } from '@tarojs/taro';
import { type ReactElement, useLayoutEffect, useState } from 'react';
import { DeviceDriver } from './device-driver.ts';
import { stopped } from './stopped.ts';
import type { LocalStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';

/** WeChat's `live-pusher`: the own camera and microphone, sent by RTMP. There may be one on a page. */
export function LivePusherView({ address, muted }: LocalStreamViewProps): ReactElement {
  const room = useRoom();
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const uid = room.store.getState().local.uid!;
  const [driver] = useState(
    () =>
      new DeviceDriver<PusherState, PusherAction, PusherStep>(clock, {
        initial: idlePusher,
        reduce: reducePusher,
        perform,
      }),
  );

  function perform(step: PusherStep): void {
    switch (step.type) {
      case 'start':
        return context().start({ fail: () => tell(-1307) });
      case 'stop':
        return context().stop({});
      case 'republish': {
        const stream = room.store
          .getState()
          .streams.find((known) => known.uid === uid && known.source === 'camera');
        const kinds = (['audio', 'video'] as const).filter((kind) => stream?.media[kind] !== undefined);
        // A new address comes as a new view; the same one means that this one may start again.
        room.publish({ kinds }).then(
          () => driver.dispatch({ type: 'addressGiven' }),
          () => {},
        );
        return;
      }
      case 'askPermission':
        return devices.store.setState({ denied: step.device });
      case 'leave':
        return devices.store.setState({ away: true });
      case 'rejoin':
        return devices.store.setState({ away: false });
    }
  }

  function tell(code: number): void {
    driver.dispatch({ type: 'code', code, now: clock.now() });
  }

  useLayoutEffect(() => {
    const stop = () => stopped(clock, (options) => context().stop(options));
    const remove = devices.add({
      stop,
      switchCamera: () => context().switchCamera({}),
      unblock: () => driver.dispatch({ type: 'shown' }),
    });
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
      // Before React takes the element out: without it some phones kept the camera on.
      stop();
    };
  }, [room, devices, driver, clock]);

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
        devices.report({ device: 'pusher', uid, event: 'statechange', detail });
        tell(detail.code);
      }}
      onNetStatus={({ detail }) => devices.report({ device: 'pusher', uid, event: 'netstatus', detail })}
      onError={({ detail }) => {
        devices.report({ device: 'pusher', uid, event: 'error', detail });
        driver.dispatch({ type: 'error', errCode: Number(detail.errCode) });
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

function context(): PusherContext {
  return createLivePusherContext() as unknown as PusherContext;
}
