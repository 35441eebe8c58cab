import {
  isOwnTile,
  type PlacedTile,
  type TileId,
  useConnectionState,
  useGrid,
  useGridLayout,
  useLocal,
  useLocalStream,
} from '@callgrid/react';
import { View } from '@tarojs/components';
import { memo, type ReactElement, useCallback, useEffect, useState } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useStageSize } from '../stream-view/use-stage-size.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { LocalTile } from '../tile/local-tile.tsx';
import { TileMenu } from '../tile-menu/tile-menu.tsx';
import { placing } from './placing.ts';
import { RemoteSlot } from './remote-slot.tsx';
import { Slot } from './slot.tsx';
import { StageFrame } from './stage-frame.tsx';
import { useSlots } from './use-slots.ts';

const STAGE_ID = 'callgrid-stage';
/** What a page of a phone takes, and one in full from another page: nobody who joins makes the tree grow. */
const FIRST_SLOTS = 10;
/** It moves by numbers around it, and renders again for its own sake alone. */
const OwnTile = memo(LocalTile);

/** Every tile of the page that is seen, own ones included. Each stream stays in its slot for as long as it is seen. */
export function Stage(): ReactElement {
  const grid = useGrid();
  const { role } = useLocal();
  const ownScreen = useLocalStream('screen') !== undefined;
  const { status } = useConnectionState();
  const { tiles } = useGridLayout();
  const others = tiles.flatMap(({ id }) => (isOwnTile(id) ? [] : [id]));
  const slots = useSlots(others, FIRST_SLOTS);
  const size = useStageSize(STAGE_ID);
  const texts = useTexts();
  const [menu, setMenu] = useState<TileId | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const toggle = useCallback((id: TileId) => grid.toggle(id), [grid]);
  const toggleOwn = useCallback(() => toggle('camera'), [toggle]);
  const openOwnMenu = useCallback(() => setMenu('camera'), []);
  useEffect(() => grid.resize(size), [grid, size]);
  const places: readonly (TileId | null)[] = [
    'camera',
    ...slots,
    ...(ownScreen ? (['screen'] as const) : []),
  ];
  const placed = places.map((id) => tiles.find((tile) => tile.id === id));

  return (
    <StageFrame id={STAGE_ID} places={places}>
      <View className={classOf(tiles)} style={placing(placed)}>
        <Slot place={0} as={placed[0]?.as}>
          {role === 'broadcaster' && <OwnTile place={0} onTap={toggleOwn} onMenu={openOwnMenu} />}
        </Slot>
        {slots.map((id, index) => {
          const place = index + 1;
          const tile = placed[place];
          return (
            <RemoteSlot
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index; that is what keeps native nodes in place
              key={index}
              place={place}
              id={id}
              as={tile?.as}
              plays={tile?.plays ?? false}
              onTap={toggle}
              onMenu={setMenu}
            />
          );
        })}
        {webParts && ownScreen && (
          <Slot place={slots.length + 1} as={placed[slots.length + 1]?.as}>
            <webParts.LocalScreenTile onTap={() => toggle('screen')} onMenu={() => setMenu('screen')} />
          </Slot>
        )}
      </View>
      <View
        className={others.length === 0 && status === 'joined' ? 'callgrid-empty' : 'callgrid-empty is-hidden'}
      >
        {texts.waiting}
      </View>
      <TileMenu id={menu} onClose={closeMenu} />
    </StageFrame>
  );
}

/** How those tiles lie that are not large: beside a large one, over it, or all equal. */
function classOf(tiles: readonly PlacedTile[]): string {
  if (tiles.some(({ as }) => as === 'over')) return 'callgrid-tiles has-main is-pair';
  return tiles.some(({ as }) => as === 'small') ? 'callgrid-tiles has-main' : 'callgrid-tiles';
}
