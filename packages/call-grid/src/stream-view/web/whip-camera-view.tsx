import { type ReactElement, useEffect, useRef } from 'react';
import type { LocalStreamViewProps } from '../stream-views.tsx';
import { useCallDevices } from '../use-call-devices.ts';
import { useSpeech } from '../use-speech.ts';
import { useMedia, useMediaView } from './use-media.ts';
import { useMicrophoneLevel } from './use-microphone-level.ts';
import { usePreview } from './use-preview.ts';
import { useWhip } from './use-whip.ts';

/** The own camera and microphone, sent by WHIP. */
export function WhipCameraView({ address, muted, onStatus }: LocalStreamViewProps): ReactElement {
  const devices = useCallDevices();
  const { local } = useMedia();
  const quality = useMediaView((view) => view.quality);
  const tracks = useMediaView((view) => view.tracks);
  const facing = useMediaView((view) => view.facing);
  const video = usePreview(tracks.video);
  const over = useRef(false);
  useWhip({
    source: 'camera',
    address,
    tracks,
    quality,
    stopped: () => {
      over.current = true;
      local.stop();
    },
    switchCamera: () => local.switchCamera(),
    toggleTorch: async () => {
      const isLit = devices.store.getState().torch === 'on';
      // What does not come on stays as it is shown: off.
      await local.setTorch(!isLit).then(
        () => devices.store.setState({ torch: isLit ? 'off' : 'on' }),
        () => {},
      );
    },
    onStatus,
  });

  useMicrophoneLevel(tracks.audio, useSpeech(muted.audio));
  useEffect(() => {
    over.current = false;
  }, []);
  useEffect(() => {
    // What is switched while the call ends opens nothing any more.
    if (!over.current) void local.use({ audio: !muted.audio, video: !muted.video });
  }, [local, muted.audio, muted.video]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: which camera it is tells whether it has a light
  useEffect(
    () => devices.store.setState({ torch: local.hasTorch ? 'off' : 'absent' }),
    [devices, local, tracks.video],
  );

  const mirrored = facing === 'environment' ? '' : ' is-mirrored';
  return (
    <video
      id='callgrid-pusher'
      ref={video}
      className={`callgrid-native${mirrored}`}
      muted
      playsInline
      autoPlay
    />
  );
}
