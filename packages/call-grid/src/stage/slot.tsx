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
  const isOnTop = tile?.as === 'over' || tile?.as === 'full';
  return (
    <View
      className={isOnTop ? `callgrid-slot is-${tile.as}` : 'callgrid-slot'}
      style={tile ? placed(tile) : { width: '0' }}
    >
      {children}
    </View>
  );
}

function placed({ rect }: PlacedTile): Record<'left' | 'top' | 'width' | 'height', string> {
  return { left: `${rect.left}%`, top: `${rect.top}%`, width: `${rect.width}%`, height: `${rect.height}%` };
}
