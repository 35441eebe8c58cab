import { memo, type ReactElement, useEffect, useRef } from 'react';
import { FlvPlayback } from './flv-playback.ts';
import type { RemoteStreamViewProps } from './stream-views.tsx';
import { useCallDevices } from './use-call-devices.ts';
import { usePlayer } from './use-player.ts';

/** A browser's `<video>` that plays WS-FLV. Until the user taps, browsers may play it without sound only. */
export const FlvPlayerView = memo(function FlvPlayerView({
  id,
  uid,
  source,
  address,
}: RemoteStreamViewProps): ReactElement {
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const video = useRef<HTMLVideoElement>(null);
  const playback = useRef<FlvPlayback | null>(null);
  const tell = usePlayer(
    { uid, source },
    {
      play,
      stop: ({ success }) => {
        playback.current?.stop();
        success();
      },
      revive: () => playback.current?.unsilence(),
    },
  );

  function play(): void {
    if (address.protocol !== 'ws-flv' || !video.current) return;
    playback.current ??= new FlvPlayback(video.current, {
      played: () => tell({ type: 'code', code: 2004, now: clock.now() }),
      // To the machine a browser's end is what a phone's "gave up" is: nothing here retries by itself.
      ended: () => tell({ type: 'code', code: -2301, now: clock.now() }),
      silenced: () => devices.store.setState({ silenced: true }),
    });
    playback.current.play(address.url);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is the one reason to play anew
  useEffect(play, [address.url]);

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
