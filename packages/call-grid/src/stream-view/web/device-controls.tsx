import type { ReactElement } from 'react';
import { ControlButton } from '../../controls/control-button.tsx';
import { SwitchCamera } from '../../controls/switch-camera.tsx';
import { useCallDevices } from '../use-call-devices.ts';
import { useMedia, useMediaView, useScreen } from './use-media.ts';
import { useWebTexts } from './web-texts.ts';

/** What a browser's bar has besides: a phone's other camera, and the screen where it can be captured. */
export function DeviceControls(): ReactElement {
  const devices = useCallDevices();
  const media = useMedia();
  const facing = useMediaView((view) => view.facing);
  const screen = useScreen();
  const texts = useWebTexts();
  const isSharing = screen.status === 'on';
  return (
    <>
      {facing !== undefined && <SwitchCamera />}
      {devices.platform.capabilities.screen && (
        <ControlButton
          id='callgrid-share-screen'
          icon='screen'
          active={isSharing}
          label={isSharing ? texts.stopSharing : texts.shareScreen}
          busy={screen.status === 'asking'}
          onPress={() => (isSharing ? media.screen.stop() : void media.screen.start())}
        />
      )}
    </>
  );
}
