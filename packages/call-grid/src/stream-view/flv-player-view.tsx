import {
  idlePlayer,
  type PlayerAction,
  type PlayerState,
  type PlayerStep,
  reducePlayer,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { memo, type ReactElement, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { DeviceDriver } from './device-driver.ts';
import { FlvPlayback } from './flv-playback.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';

/** A browser's `<video>` that plays WS-FLV. Until the user taps, browsers may play it without sound only. */
export const FlvPlayerView = memo(function FlvPlayerView({
  id,
  uid,
  source,
  address,
}: RemoteStreamViewProps): ReactElement {
  const room = useRoom();
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const video = useRef<HTMLVideoElement>(null);
  const playback = useRef<FlvPlayback | null>(null);
  const url = useRef(address.url);
  url.current = address.url;
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
        return playback.current?.play(url.current);
      case 'stop':
        return playback.current?.stop();
    }
  }

  useLayoutEffect(() => {
    const tell = (code: number) => driver.dispatch({ type: 'code', code, now: clock.now() });
    const current = new FlvPlayback(video.current!, {
      played: () => tell(2004),
      // To the machine a browser's end is what a phone's "gave up" is: nothing here retries by itself.
      ended: () => tell(-2301),
      silenced: () => devices.store.setState({ silenced: true }),
    });
    playback.current = current;
    const remove = devices.add({
      stop: async () => current.stop(),
      unblock: () => current.unsilence(),
    });
    const unfollow = driver.follow(room);
    return () => {
      unfollow();
      remove();
      current.stop();
    };
  }, [room, devices, driver, clock]);

  useEffect(() => {
    driver.dispatch({ type: 'addressGiven' });
    playback.current?.play(address.url);
  }, [driver, address.url]);

  return (
    // biome-ignore lint/a11y/useMediaCaption: a live call has no captions
    <video
      id={id}
      ref={video}
      className={source === 'screen' ? 'callgrid-native is-contained' : 'callgrid-native'}
      data-uid={uid}
      playsInline
      autoPlay
    />
  );
});
