import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import { initialOf } from './initial.ts';
import type { TileView } from './tile.tsx';
import { TileCover } from './tile-cover.tsx';

/** What lies over a tile's picture: initials while there is none, what is wrong, the name, and the way to its menu. */
export function TileFace({ id, uid, name, place, state, onTryAgain, onMenu }: TileView): ReactElement {
  const texts = useTexts();
  return (
    <>
      <View className='callgrid-avatar'>
        <View className={`callgrid-initial callgrid-hue-${hueOf(uid)}`}>{initialOf(name || uid)}</View>
      </View>
      <View className='callgrid-tile-cover'>
        {state && <TileCover state={state} onTryAgain={onTryAgain} />}
      </View>
      <View className='callgrid-name-plate'>
        <View className='callgrid-icon callgrid-tile-microphone' />
        <Text className='callgrid-name'>{name || uid}</Text>
        {place !== undefined && (
          <View className='callgrid-network' style={{ width: `calc(var(--q${place},0)*4px)` }} />
        )}
      </View>
      <Pressable id={`${id}-menu`} className='callgrid-tile-menu' label={texts.menu.open} onPress={onMenu} />
    </>
  );
}

/** One of eight calm colours, the same for a person everywhere. */
function hueOf(uid: string): number {
  return Number(uid.slice(-3)) % 8;
}
