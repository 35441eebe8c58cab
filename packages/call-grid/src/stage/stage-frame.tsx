import { streamId, type Uid } from '@callgrid/core';
import { isOwnTile, type QualityView, type TileId, useLocal, useQualityLog } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { StyleNumbers } from './placing.ts';
import { useSwipe } from './use-swipe.ts';

interface StageFrameProps {
  readonly id: string;
  /** What each place of the tree shows. */
  readonly places: readonly (TileId | null)[];
  readonly children: ReactNode;
}

/**
 * What is around all tiles. It holds everybody's network quality as numbers that style can see (`--q0` is of the first
 * place): a second in which it changes for all of them costs a mini program a few bytes each, in one `setData`.
 */
export function StageFrame({ id, places, children }: StageFrameProps): ReactElement {
  const swipe = useSwipe();
  const { uid } = useLocal();
  const quality = useStore(
    useQualityLog().store,
    useShallow((view) => {
      const bars: StyleNumbers = {};
      places.forEach((tile, place) => {
        const level = levelOf(view, tile, uid);
        if (level > 0) bars[`--q${place}`] = barsOf(level);
      });
      return bars;
    }),
  );
  return (
    <View id={id} className='callgrid-stage' style={quality} {...swipe}>
      {children}
    </View>
  );
}

/** Of a tile's stream; `own` is this client. 0 where it is not known. */
function levelOf(view: QualityView, tile: TileId | null, own: Uid | null): number {
  if (tile === null || own === null) return 0;
  return view[isOwnTile(tile) ? streamId(own, tile) : tile]?.level ?? 0;
}

/** 5 for the best level, 1, to none for the worst, 6. */
function barsOf(level: number): number {
  return 6 - level;
}
