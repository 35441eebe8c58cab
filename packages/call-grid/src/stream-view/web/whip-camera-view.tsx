import { type ReactElement, useEffect, useRef } from 'react';
import type { LocalStreamViewProps } from '../stream-views.tsx';
import { useSpeech } from '../use-speech.ts';
import { useMedia, useMediaView } from './use-media.ts';
import { useMicrophoneLevel } from './use-microphone-level.ts';
import { usePreview } from './use-preview.ts';
import { useWhip } from './use-whip.ts';

/** The own camera and microphone, sent by WHIP. */
export function WhipCameraView({ address, muted, onStatus }: LocalStreamViewProps): ReactElement {
  const { local, quality } = useMedia();
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
    switchCamera: () => void local.switchCamera(),
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
