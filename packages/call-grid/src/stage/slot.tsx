import type { PlacedTile } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';

interface SlotProps {
  /** Undefined while nobody is in it, or it is not seen. */
  readonly tile: PlacedTile | undefined;
  readonly children: ReactNode;
}

/**
 * One fixed place in the tree for one tile. It is moved by style alone: a native player that moves in the tree starts
 * again. And as the only parent of its tile it keeps join and leave small, since Taro sends all siblings of what it removes.
 */
export function Slot({ tile, children }: SlotProps): ReactElement {
  return (
    <View
      className={hasLook(tile) ? `callgrid-slot is-${tile.as}` : 'callgrid-slot'}
      style={tile ? placed(tile) : { width: '0' }}
    >
      {children}
    </View>
  );
}

/** Even ones and the large one look as they are. */
function hasLook(tile: PlacedTile | undefined): tile is PlacedTile {
  return tile !== undefined && tile.as !== 'even' && tile.as !== 'main';
}

function placed({ rect }: PlacedTile): Record<'left' | 'top' | 'width' | 'height', string> {
  return { left: `${rect.left}%`, top: `${rect.top}%`, width: `${rect.width}%`, height: `${rect.height}%` };
}
