import { useLocal, useLocalStream } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { useStageSize } from '../stream-view/use-stage-size.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { LocalTile } from '../tile/local-tile.tsx';
import { RemoteTile } from '../tile/remote-tile.tsx';
import { Slot } from './slot.tsx';
import { screenSlots } from './slots.ts';
import { layoutTiles } from './tile-layout.ts';
import { useFocus } from './use-focus.ts';
import { useSlots } from './use-slots.ts';

export const STAGE_ID = 'callgrid-stage';

/** The places of the own tiles, before those of the remote ones. */
const OWN_CAMERA = -1;
const OWN_SCREEN = -2;

/**
 * Every tile of the call: screens of others first and large, then the own tiles, then the others'. Each remote stream
 * stays in the slot it was given.
 */
export function Stage(): ReactElement {
  const { platform } = useCallDevices();
  const { role } = useLocal();
  const ownScreen = useLocalStream('screen') !== undefined;
  const slots = useSlots(platform.capabilities.maxPlayers);
  const size = useStageSize(STAGE_ID);
  const texts = useTexts();
  const screens = screenSlots(slots);
  const [focused, toggle] = useFocus(screens);

  const cameras = slots.flatMap((id, slot) => (id !== null && !screens.includes(slot) ? [slot] : []));
  const shown = [
    ...screens,
    ...(role === 'broadcaster' ? [OWN_CAMERA] : []),
    ...(ownScreen ? [OWN_SCREEN] : []),
    ...cameras,
  ];
  const focusedAt = focused === null ? -1 : shown.indexOf(focused);
  const rects = layoutTiles(shown.length, size.width, size.height, focusedAt < 0 ? null : focusedAt);
  const rectOf = (slot: number) => rects[shown.indexOf(slot)];
  const alone = slots.every((id) => id === null);

  return (
    <View id={STAGE_ID} className='callgrid-stage'>
      <Slot slot={OWN_CAMERA} rect={rectOf(OWN_CAMERA)} onToggle={toggle}>
        {role === 'broadcaster' && <LocalTile />}
      </Slot>
      {slots.map((id, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index; that is what keeps native nodes in place
        <Slot key={slot} slot={slot} rect={rectOf(slot)} onToggle={toggle}>
          {id !== null && <RemoteTile key={id} id={id} slot={slot} />}
        </Slot>
      ))}
      {webParts && ownScreen && (
        <Slot slot={OWN_SCREEN} rect={rectOf(OWN_SCREEN)} onToggle={toggle}>
          <webParts.LocalScreenTile />
        </Slot>
      )}
      <View className={alone ? 'callgrid-empty' : 'callgrid-empty is-hidden'}>{texts.waiting}</View>
    </View>
  );
}
