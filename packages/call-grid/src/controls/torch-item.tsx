import { useLocal } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { MenuItem } from '../menu/menu-item.tsx';
import { useMediaSettings } from '../stream-view/use-media-settings.ts';
import { usePending } from './use-pending.ts';

/** Turns the light of the camera in use on and off, where it has one. */
export function TorchItem(): ReactElement | null {
  const { capabilities, torch, toggleTorch } = useMediaSettings();
  const { muted } = useLocal();
  const texts = useTexts().torch;
  const [isPending, toggle] = usePending(toggleTorch);
  if (!capabilities.torch || torch === 'absent' || muted.video) return null;
  return (
    <MenuItem id='torch' text={torch === 'on' ? texts.off : texts.on} busy={isPending} onPress={toggle} />
  );
}
