import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import { spokenAs } from '../pressable/spoken-as.ts';
import { TileFace } from './tile-face.tsx';
import { useRenderTile } from './use-render-tile.ts';
import type { TileState } from './use-tile-state.ts';

/** What a tile shows of a person or a screen, apart from the picture. */
export interface TileView {
  /** Of its element. */
  readonly id: string;
  /** Whose it is. */
  readonly uid: string;
  /** What to call it: a person's name, or whose screen it is. */
  readonly name: string;
  /** No sound comes: the microphone is off, or not published. */
  readonly microphoneOff: boolean;
  /** No picture comes: the camera is off, or not published. */
  readonly cameraOff: boolean;
  /** Speaks now. */
  readonly speaking?: boolean;
  /** Away for a moment: reconnecting, or in the background. */
  readonly away: boolean;
  /** A screen is no person: it has no microphone to show. */
  readonly screen?: boolean;
  /** What a screen reader says of it. */
  readonly label: string;
  /** Its place in the tree, by which it shows its network quality; undefined: it shows none. */
  readonly place?: number;
  /** Why its picture does not come; null: it comes, or is off. */
  readonly state?: TileState;
  /** Starts a picture that failed at once. */
  readonly onTryAgain?: () => void;
  /** Opens what can be done with it. */
  readonly onMenu: () => void;
}

export interface TileProps extends TileView {
  /** Somebody taps its picture. */
  readonly onTap: () => void;
  /** The native view. */
  readonly children: ReactNode;
}

/**
 * One person: the picture, and what is drawn over it. Every state is one class of one node: one small `setData`. Whoever
 * draws over the picture, the native view keeps its node.
 */
export function Tile({ onTap, children, ...tile }: TileProps): ReactElement {
  const renderTile = useRenderTile();
  const { id, uid, microphoneOff, cameraOff, speaking, away, screen, label } = tile;
  const states = [
    'callgrid-tile',
    microphoneOff && 'is-muted',
    cameraOff && 'is-camera-off',
    speaking && 'is-speaking',
    away && 'is-away',
    screen && 'is-screen',
  ].filter(Boolean);
  return (
    <View id={id} className={states.join(' ')} data-uid={uid} {...spokenAs('group', label)}>
      {/* Not the tile: Taro hears a tap on a button inside before React can keep it from what lies around. */}
      <View className='callgrid-picture' onClick={onTap}>
        {children}
      </View>
      {renderTile === undefined ? <TileFace {...tile} /> : renderTile?.(tile)}
    </View>
  );
}
