import type { SessionEnd } from '@callgrid/core/web';
import { Text } from '@tarojs/components';
import { memo, type ReactElement, useEffect, useRef, useState } from 'react';
import type { RemoteStreamViewProps } from '../stream-views.tsx';
import { useCallDevices } from '../use-call-devices.ts';
import { useDeviceReport } from '../use-device-report.ts';
import { usePlayer } from '../use-player.ts';
import { useSessionCare } from './use-session-care.ts';
import { useSpeaker } from './use-speaker.ts';
import { WebPlayback } from './web-playback.ts';
import { useWebTexts } from './web-texts.ts';

/** A browser's `<video>`: WHEP, or WS-FLV where that does not get through. Until the user taps it may be without sound. */
export const WebPlayerView = memo(function WebPlayerView({
  id,
  uid,
  source,
  address,
  onStatus,
}: RemoteStreamViewProps): ReactElement {
  const devices = useCallDevices();
  const { clock } = devices.platform;
  const texts = useWebTexts();
  const video = useRef<HTMLVideoElement>(null);
  const playback = useRef<WebPlayback | null>(null);
  const [isFallback, setFallback] = useState(false);
  const report = useDeviceReport('player', { uid, source });
  const tell = usePlayer(
    { uid, source, onStatus },
    {
      play,
      stop: ({ success }) => void Promise.resolve(playback.current?.stop()).then(success),
      revive: () => playback.current?.unsilence(),
    },
  );

  function code(value: number, why?: string): void {
    report('statechange', { code: value, ...(why !== undefined && { message: why }) });
    tell({ type: 'code', code: value, now: clock.now() });
  }

  function play(): void {
    if (!video.current) return;
    playback.current ??= new WebPlayback(devices.media?.browser ?? window, clock, video.current, {
      connected: () => code(2002),
      played: () => code(2003),
      // To the machine a browser's end is what a phone's "gave up" is: nothing here retries by itself.
      ended: (_: SessionEnd, why) => code(-2301, why),
      silenced: () => devices.store.setState({ silenced: true }),
      fellBack: (to, why) => {
        setFallback(to !== null);
        if (to) report('fallback', { protocol: to, message: why });
      },
    });
    playback.current.play(address);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is the one reason to play anew
  useEffect(play, [address.url]);
  useSpeaker(video);
  useSessionCare(
    () => playback.current,
    (info) => report('netstatus', { info }),
  );

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a live call has no captions */}
      <video
        id={id}
        ref={video}
        className={source === 'screen' ? 'callgrid-native is-contained' : 'callgrid-native'}
        data-uid={uid}
        playsInline
        autoPlay
      />
      {isFallback && <Text className='callgrid-badge'>{texts.fallback}</Text>}
    </>
  );
});
