import { screenQuality } from '@callgrid/core/web';
import type { ReactElement } from 'react';
import type { LocalStreamViewProps } from '../stream-views.tsx';
import { useScreen } from './use-media.ts';
import { usePreview } from './use-preview.ts';
import { useWhip } from './use-whip.ts';

const nothing = { audio: null, video: null };

/** The own screen, sent by WHIP. */
export function WhipScreenView({ address }: LocalStreamViewProps): ReactElement {
  const screen = useScreen();
  const tracks = screen.status === 'on' ? screen.tracks : nothing;
  const video = usePreview(tracks.video);
  useWhip({ source: 'screen', address, tracks, quality: screenQuality });
  return (
    <video
      id='callgrid-screen-pusher'
      ref={video}
      className='callgrid-native is-contained'
      muted
      playsInline
      autoPlay
    />
  );
}
