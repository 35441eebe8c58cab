import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { Pressable } from '../pressable/pressable.tsx';

interface ControlButtonProps {
  readonly id: string;
  readonly icon: 'microphone' | 'camera' | 'switch' | 'hang-up';
  readonly label: string;
  /** For switches: whether the device is off. */
  readonly off?: boolean;
  readonly onPress: () => void;
}

/** One round button of the bar below. */
export function ControlButton({ id, icon, label, off, onPress }: ControlButtonProps): ReactElement {
  return (
    <Pressable
      id={id}
      className={`callgrid-control callgrid-control-${icon}${off ? ' is-off' : ''}`}
      label={label}
      {...(off !== undefined && { pressed: !off })}
      onPress={onPress}
    >
      <View className={`callgrid-icon callgrid-icon-${icon}`} />
    </Pressable>
  );
}
