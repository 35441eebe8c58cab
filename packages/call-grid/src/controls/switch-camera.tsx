import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { ControlButton } from './control-button.tsx';
import { usePending } from './use-pending.ts';

/** Turns to the other camera. */
export function SwitchCamera(): ReactElement {
  const devices = useCallDevices();
  const texts = useTexts();
  const [isPending, turn] = usePending(() => devices.switchCamera());
  return (
    <ControlButton
      id='callgrid-switch-camera'
      icon='switch'
      label={texts.switchCamera}
      busy={isPending}
      onPress={turn}
    />
  );
}
