import { Text, View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import { spokenAs } from '../pressable/spoken-as.ts';
import { initialOf } from './initial.ts';

export interface TileProps {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
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
  /** Somebody taps its picture. */
  readonly onTap: () => void;
  /** Opens what can be done with it. */
  readonly onMenu: () => void;
  /** What is said over the picture. */
  readonly cover?: ReactNode;
  /** The native view. */
  readonly children: ReactNode;
}

/** One person: the picture, and over it the name and the microphone. Every state is one class of one node: one small `setData`. */
export function Tile({
  id,
  uid,
  name,
  microphoneOff,
  cameraOff,
  speaking,
  away,
  screen,
  label,
  place,
  onTap,
  onMenu,
  cover,
  children,
}: TileProps): ReactElement {
  const texts = useTexts();
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
      <View className='callgrid-avatar'>
        <View className={`callgrid-initial callgrid-hue-${hueOf(uid)}`}>{initialOf(name || uid)}</View>
      </View>
      <View className='callgrid-tile-cover'>{cover}</View>
      <View className='callgrid-name-plate'>
        <View className='callgrid-icon callgrid-tile-microphone' />
        <Text className='callgrid-name'>{name || uid}</Text>
        {place !== undefined && (
          <View className='callgrid-network' style={{ width: `calc(var(--q${place},0)*4px)` }} />
        )}
      </View>
      <Pressable id={`${id}-menu`} className='callgrid-tile-menu' label={texts.menu.open} onPress={onMenu} />
    </View>
  );
}

/** One of eight calm colours, the same for a person everywhere. */
function hueOf(uid: string): number {
  return Number(uid.slice(-3)) % 8;
}
