import { usePagination } from '@callgrid/react';
import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';

/** Turns the pages, and says how many are not on this one. Where there is one page it is empty. */
export function Pager(): ReactElement {
  const { page, pages, more, previous, next } = usePagination();
  const texts = useTexts();
  return (
    <View className='callgrid-pager'>
      {pages > 1 && (
        <View className='callgrid-pager-bar'>
          <Pressable
            id='callgrid-page-back'
            className={page === 0 ? 'callgrid-page-turn is-back is-hidden' : 'callgrid-page-turn is-back'}
            label={texts.pages.back}
            onPress={previous}
          />
          <Text className='callgrid-page-number'>{texts.pages.at(page + 1, pages, more)}</Text>
          <Pressable
            id='callgrid-page-on'
            className={page === pages - 1 ? 'callgrid-page-turn is-hidden' : 'callgrid-page-turn'}
            label={texts.pages.on}
            onPress={next}
          />
        </View>
      )}
    </View>
  );
}
