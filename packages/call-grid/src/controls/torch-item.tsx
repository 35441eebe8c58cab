import { useLocal } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { MenuItem } from '../menu/menu-item.tsx';
import { useCallDevices, useDevicesView } from '../stream-view/use-call-devices.ts';
import { usePending } from './use-pending.ts';

/** Turns the light of the camera in use on and off, where it has one. */
export function TorchItem(): ReactElement | null {
  const devices = useCallDevices();
  const torch = useDevicesView((view) => view.torch);
  const { muted } = useLocal();
  const texts = useTexts().torch;
  const [isPending, toggle] = usePending(() => devices.toggleTorch());
  if (!devices.platform.capabilities.torch || torch === 'absent' || muted.video) return null;
  return (
    <MenuItem id='torch' text={torch === 'on' ? texts.off : texts.on} busy={isPending} onPress={toggle} />
  );
}
