import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import type { TileRect } from './tile-layout.ts';

interface SlotProps {
  readonly slot: number;
  /** Undefined while nobody is in it. */
  readonly rect: TileRect | undefined;
  readonly onToggle: (slot: number) => void;
  readonly children: ReactNode;
}

/**
 * One fixed place in the tree for one tile. It is moved by style alone: a native player that moves in the tree starts
 * again. And as the only parent of its tile it keeps join and leave small, since Taro sends all siblings of what it removes.
 */
export function Slot({ slot, rect, onToggle, children }: SlotProps): ReactElement {
  const style = rect
    ? { left: `${rect.left}%`, top: `${rect.top}%`, width: `${rect.width}%`, height: `${rect.height}%` }
    : { width: '0' };
  return (
    <View className='callgrid-slot' style={style} onClick={() => onToggle(slot)}>
      {children}
    </View>
  );
}
