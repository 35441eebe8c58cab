import type { StreamId } from '@callgrid/core';
import { useLocal, useQualityLog } from '@callgrid/react';
import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import { spokenAs } from '../pressable/spoken-as.ts';
import { useEscape } from '../pressable/use-escape.ts';
import { StreamRow } from './stream-row.tsx';

export interface StatisticsProps {
  /** Closes them. */
  readonly onClose: () => void;
}

/** What pushers and players say of their streams, the own ones first. It costs nothing while it is closed. */
export function Statistics({ onClose }: StatisticsProps): ReactElement {
  const { uid } = useLocal();
  const isOwn = (id: StreamId) => Number(id.startsWith(`${uid}/`));
  const ids = useStore(
    useQualityLog().store,
    useShallow((view) => (Object.keys(view) as StreamId[]).sort((one, other) => isOwn(other) - isOwn(one))),
  );
  const texts = useTexts();
  useEscape(onClose);
  return (
    <View className='callgrid-statistics' {...spokenAs('group', texts.statistics.title)}>
      <View className='callgrid-statistics-head'>
        <Text>{texts.statistics.title}</Text>
        <Pressable
          id='callgrid-statistics-close'
          className='callgrid-statistics-close'
          label={texts.close}
          onPress={onClose}
        />
      </View>
      {ids.length === 0 && <Text className='callgrid-statistics-more'>{texts.statistics.measuring}</Text>}
      {ids.map((id) => (
        <StreamRow key={id} id={id} />
      ))}
    </View>
  );
}
