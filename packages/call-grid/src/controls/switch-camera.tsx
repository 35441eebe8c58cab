import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useMediaSettings } from '../stream-view/use-media-settings.ts';
import { ControlButton } from './control-button.tsx';
import { usePending } from './use-pending.ts';

/** Turns to the other camera. */
export function SwitchCamera(): ReactElement {
  const { switchCamera } = useMediaSettings();
  const texts = useTexts();
  const [isPending, turn] = usePending(switchCamera);
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
