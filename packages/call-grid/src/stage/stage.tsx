import type { StreamId } from '@callgrid/core';
import { isOwnTile, type TileId, useGrid, useGridLayout, useLocal, useLocalStream } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useStageSize } from '../stream-view/use-stage-size.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { LocalTile } from '../tile/local-tile.tsx';
import { RemoteTile } from '../tile/remote-tile.tsx';
import { TileMenu } from '../tile-menu/tile-menu.tsx';
import { Slot } from './slot.tsx';
import { StageFrame } from './stage-frame.tsx';
import { useSlots } from './use-slots.ts';

const STAGE_ID = 'callgrid-stage';
/** What most calls need, so that nobody who joins makes the tree grow. */
const FIRST_SLOTS = 8;

/** Every tile of the page that is seen, own ones included. Each stream stays in its slot for as long as it is seen. */
export function Stage(): ReactElement {
  const grid = useGrid();
  const { role } = useLocal();
  const ownScreen = useLocalStream('screen') !== undefined;
  const { tiles } = useGridLayout();
  const others = tiles.flatMap(({ id }) => (isOwnTile(id) ? [] : [id]));
  const slots = useSlots(others, FIRST_SLOTS);
  const size = useStageSize(STAGE_ID);
  const texts = useTexts();
  const [menu, setMenu] = useState<TileId | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const toggle = useCallback((id: TileId) => grid.toggle(id), [grid]);
  useEffect(() => grid.resize(size), [grid, size]);
  const placeOf = (id: TileId | null) => tiles.find((tile) => tile.id === id);
  const plays = (id: StreamId) => placeOf(id)?.plays ?? false;

  return (
    <StageFrame id={STAGE_ID} places={['camera', ...slots]}>
      <Slot tile={placeOf('camera')}>
        {role === 'broadcaster' && (
          <LocalTile place={0} onTap={() => toggle('camera')} onMenu={() => setMenu('camera')} />
        )}
      </Slot>
      {slots.map((id, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index; that is what keeps native nodes in place
        <Slot key={slot} tile={placeOf(id)}>
          {id !== null && (
            <RemoteTile key={id} id={id} place={slot + 1} plays={plays(id)} onTap={toggle} onMenu={setMenu} />
          )}
        </Slot>
      ))}
      {webParts && ownScreen && (
        <Slot tile={placeOf('screen')}>
          <webParts.LocalScreenTile onTap={() => toggle('screen')} onMenu={() => setMenu('screen')} />
        </Slot>
      )}
      <View className={others.length === 0 ? 'callgrid-empty' : 'callgrid-empty is-hidden'}>
        {texts.waiting}
      </View>
      <TileMenu id={menu} onClose={closeMenu} />
    </StageFrame>
  );
}
