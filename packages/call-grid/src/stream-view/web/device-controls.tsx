import { useLocal } from '@callgrid/react';
import { type ReactElement, useState } from 'react';
import { ControlButton } from '../../controls/control-button.tsx';
import { useTexts } from '../../locale/use-texts.ts';
import { useCallDevices } from '../use-call-devices.ts';
import { DeviceMenu } from './device-menu.tsx';
import { useMedia, useMediaView, useScreen } from './use-media.ts';
import { useWebTexts } from './web-texts.ts';

/** What a browser's bar has besides: a phone's other camera, the screen where it can be captured, and the devices. */
export function DeviceControls(): ReactElement | null {
  const devices = useCallDevices();
  const media = useMedia();
  const facing = useMediaView((view) => view.facing);
  const screen = useScreen();
  const { role } = useLocal();
  const texts = useTexts();
  const webTexts = useWebTexts();
  const [isOpen, setOpen] = useState(false);
  const isSharing = screen.status === 'on';
  if (role !== 'broadcaster') return null;
  return (
    <>
      {facing !== undefined && (
        <ControlButton
          id='callgrid-switch-camera'
          icon='switch'
          label={texts.switchCamera}
          onPress={() => devices.switchCamera()}
        />
      )}
      {devices.platform.capabilities.screen && (
        <ControlButton
          id='callgrid-share-screen'
          icon='screen'
          active={isSharing}
          label={isSharing ? webTexts.stopSharing : webTexts.shareScreen}
          onPress={() => (isSharing ? media.screen.stop() : void media.screen.start())}
        />
      )}
      <ControlButton
        id='callgrid-devices'
        icon='devices'
        active={isOpen}
        label={isOpen ? webTexts.devices.hide : webTexts.devices.show}
        onPress={() => {
          if (!isOpen) void media.local.list();
          setOpen(!isOpen);
        }}
      />
      {isOpen && <DeviceMenu onClose={() => setOpen(false)} />}
    </>
  );
}
