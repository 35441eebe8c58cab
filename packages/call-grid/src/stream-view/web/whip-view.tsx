import type { ReactElement } from 'react';
import type { LocalStreamViewProps } from '../stream-views.tsx';
import { useCallDevices } from '../use-call-devices.ts';
import { WhipCameraView } from './whip-camera-view.tsx';
import { WhipScreenView } from './whip-screen-view.tsx';

/** An own stream, captured here and sent by WHIP; nothing where there is no WebRTC. */
export function WhipView(props: LocalStreamViewProps): ReactElement | null {
  if (!useCallDevices().media) return null;
  return props.source === 'screen' ? <WhipScreenView {...props} /> : <WhipCameraView {...props} />;
}
