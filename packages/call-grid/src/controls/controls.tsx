import { useLocal, useLocalMedia } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { ControlButton } from './control-button.tsx';

export interface ControlsProps {
  readonly onHangUp: () => void;
}

/**
 * Microphone, camera, switch camera, hang up; in browsers the screen and the choice of devices as well. Buttons mute and switch
 * the device and never unpublish, so that nobody seems gone. An audience only hears and hangs up.
 */
export function Controls({ onHangUp }: ControlsProps): ReactElement {
  const devices = useCallDevices();
  const { role } = useLocal();
  const { muted, toggle } = useLocalMedia();
  const texts = useTexts();
  return (
    <View className='callgrid-controls'>
      {role === 'broadcaster' && (
        <>
          <ControlButton
            id='callgrid-microphone'
            icon='microphone'
            off={muted.audio}
            label={muted.audio ? texts.microphone.on : texts.microphone.off}
            onPress={() => toggle('audio')}
          />
          <ControlButton
            id='callgrid-camera'
            icon='camera'
            off={muted.video}
            label={muted.video ? texts.camera.on : texts.camera.off}
            onPress={() => toggle('video')}
          />
          {!devices.media && (
            <ControlButton
              id='callgrid-switch-camera'
              icon='switch'
              label={texts.switchCamera}
              onPress={() => devices.switchCamera()}
            />
          )}
        </>
      )}
      {webParts && devices.media && <webParts.DeviceControls />}
      <ControlButton id='callgrid-hang-up' icon='hang-up' label={texts.hangUp} onPress={onHangUp} />
    </View>
  );
}
