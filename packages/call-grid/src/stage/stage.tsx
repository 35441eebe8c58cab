import { useLocal } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ReactElement, useState } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { useStageSize } from '../stream-view/use-stage-size.ts';
import { LocalTile } from '../tile/local-tile.tsx';
import { RemoteTile } from '../tile/remote-tile.tsx';
import { Slot } from './slot.tsx';
import { layoutTiles } from './tile-layout.ts';
import { useSlots } from './use-slots.ts';

export const STAGE_ID = 'callgrid-stage';

/** Every tile of the call. The local one comes first; each remote stream stays in the slot it was given. */
export function Stage(): ReactElement {
  const { platform } = useCallDevices();
  const { role } = useLocal();
  const slots = useSlots(platform.capabilities.maxPlayers);
  const size = useStageSize(STAGE_ID);
  const texts = useTexts();
  const [focused, setFocused] = useState<number | null>(null);

  // Slot −1 is the local tile's.
  const shown = role === 'broadcaster' ? [-1] : [];
  slots.forEach((id, slot) => {
    if (id !== null) shown.push(slot);
  });
  const focusedAt = focused === null ? -1 : shown.indexOf(focused);
  const rects = layoutTiles(shown.length, size.width, size.height, focusedAt < 0 ? null : focusedAt);
  const rectOf = (slot: number) => rects[shown.indexOf(slot)];
  const toggle = (slot: number) => setFocused((now) => (now === slot ? null : slot));
  const alone = slots.every((id) => id === null);

  return (
    <View id={STAGE_ID} className='callgrid-stage'>
      <Slot slot={-1} rect={rectOf(-1)} onToggle={toggle}>
        {role === 'broadcaster' && <LocalTile />}
      </Slot>
      {slots.map((id, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index; that is what keeps native nodes in place
        <Slot key={slot} slot={slot} rect={rectOf(slot)} onToggle={toggle}>
          {id !== null && <RemoteTile key={id} id={id} slot={slot} />}
        </Slot>
      ))}
      <View className={alone ? 'callgrid-empty' : 'callgrid-empty is-hidden'}>{texts.waiting}</View>
    </View>
  );
}
