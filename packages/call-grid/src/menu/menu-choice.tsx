import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { Pressable } from '../pressable/pressable.tsx';
import { spokenAs } from '../pressable/spoken-as.ts';

interface MenuChoiceProps<Option extends string> {
  readonly id: string;
  readonly title: string;
  readonly options: readonly Option[];
  readonly names: Readonly<Record<Option, string>>;
  /** The one in use; it need not be one of them. */
  readonly value: string;
  readonly busy?: boolean;
  readonly onChoose: (option: Option) => void;
}

/** One of a few, all of them in sight. */
export function MenuChoice<Option extends string>({
  id,
  title,
  options,
  names,
  value,
  busy,
  onChoose,
}: MenuChoiceProps<Option>): ReactElement {
  return (
    <View className='callgrid-choice' {...spokenAs('group', title)}>
      <Text className='callgrid-choice-title'>{title}</Text>
      <View className='callgrid-chips'>
        {options.map((option) => (
          <Pressable
            key={option}
            id={`callgrid-${id}-${option}`}
            className={option === value ? 'callgrid-chip is-chosen' : 'callgrid-chip'}
            label={names[option]}
            pressed={option === value}
            busy={busy}
            onPress={() => onChoose(option)}
          >
            {names[option]}
          </Pressable>
        ))}
      </View>
    </View>
  );
}
