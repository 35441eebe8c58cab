import { useLocal } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ReactElement, useState } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { ControlButton } from './control-button.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { MuteButton } from './mute-button.tsx';
import { SwitchCamera } from './switch-camera.tsx';

export interface ControlsProps {
  /** Ends the call for this client. */
  readonly onHangUp: () => void;
  /** It is ending: its devices stop. */
  readonly leaving?: boolean;
  /** Opens the statistics, or closes them; without it nothing offers them. */
  readonly onStatistics?: () => void;
}

/**
 * Microphone, camera, switch camera, hang up, in browsers the screen, and a sheet with all the rest. Buttons mute and
 * switch the device and never unpublish, so that nobody seems gone. An audience sends nothing, and has no button for it.
 */
export function Controls({ onHangUp, leaving, onStatistics }: ControlsProps): ReactElement {
  const devices = useCallDevices();
  const { role } = useLocal();
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <View className='callgrid-controls'>
      {role === 'broadcaster' && (
        <>
          <MuteButton kind='audio' />
          <MuteButton kind='video' />
          {webParts && devices.media ? <webParts.DeviceControls /> : <SwitchCamera />}
        </>
      )}
      <ControlButton
        id='callgrid-more'
        icon='more'
        label={texts.menu.open}
        active={isOpen}
        onPress={() => setOpen(!isOpen)}
      />
      <ControlButton
        id='callgrid-hang-up'
        icon='hang-up'
        label={texts.hangUp}
        busy={leaving}
        onPress={onHangUp}
      />
      <View>{isOpen && <MoreSheet onClose={() => setOpen(false)} onStatistics={onStatistics} />}</View>
    </View>
  );
}
