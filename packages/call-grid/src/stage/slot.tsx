import type { PlacedTile } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ReactElement, type ReactNode, useMemo } from 'react';
import { placeStyle } from './placing.ts';

interface SlotProps {
  /** Which one it is, from 0. */
  readonly place: number;
  /** How its tile lies; undefined while nobody is in it. */
  readonly as: PlacedTile['as'] | undefined;
  readonly children: ReactNode;
}

/**
 * One fixed place in the tree for one tile. It is moved by style alone, and by that of the element around all of them: a
 * native player that moves in the tree starts again. And as the only parent of its tile it keeps join and leave small,
 * since Taro sends all siblings of what it removes.
 */
export function Slot({ place, as, children }: SlotProps): ReactElement {
  const style = useMemo(() => placeStyle(place), [place]);
  return (
    <View className={classOf(as)} style={style}>
      {children}
    </View>
  );
}

/** The element around says how the many lie; these are the exceptions. */
function classOf(as: PlacedTile['as'] | undefined): string {
  if (as === 'full') return 'callgrid-slot is-large is-full';
  return as === 'main' ? 'callgrid-slot is-large' : 'callgrid-slot';
}
