import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import type { TileState } from './use-tile-state.ts';

interface TileCoverProps {
  readonly state: Exclude<TileState, null>;
  readonly onTryAgain: (() => void) | undefined;
}

/** What is said over a picture that does not come, and what to do about it. */
export function TileCover({ state, onTryAgain }: TileCoverProps): ReactElement {
  const texts = useTexts();
  return (
    <View className={`callgrid-cover is-${state}`}>
      <Text className='callgrid-cover-text'>{texts.states[state]}</Text>
      {state === 'failed' && onTryAgain && (
        <Pressable className='callgrid-action' label={texts.tryAgain} onPress={onTryAgain}>
          {texts.tryAgain}
        </Pressable>
      )}
    </View>
  );
}
