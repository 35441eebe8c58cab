import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { Pressable } from '../pressable/pressable.tsx';
import { spokenAs } from '../pressable/spoken-as.ts';

interface MenuStepperProps {
  readonly id: string;
  readonly title: string;
  readonly less: string;
  readonly more: string;
  readonly value: number;
  /** The least is 1. */
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A number, and what makes it one less or one more. */
export function MenuStepper({ id, title, less, more, value, max, onChange }: MenuStepperProps): ReactElement {
  const to = (next: number) => () => onChange(Math.min(Math.max(next, 1), max));
  return (
    <View className='callgrid-choice' {...spokenAs('group', `${title} ${value}`)}>
      <Text className='callgrid-choice-title'>{title}</Text>
      <View className='callgrid-chips'>
        <Pressable id={`callgrid-${id}-less`} className='callgrid-chip' label={less} onPress={to(value - 1)}>
          −
        </Pressable>
        <Text className='callgrid-stepper-value'>{value}</Text>
        <Pressable id={`callgrid-${id}-more`} className='callgrid-chip' label={more} onPress={to(value + 1)}>
          +
        </Pressable>
      </View>
    </View>
  );
}
