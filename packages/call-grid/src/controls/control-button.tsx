import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { Pressable } from '../pressable/pressable.tsx';

interface ControlButtonProps {
  readonly id: string;
  readonly icon: 'microphone' | 'camera' | 'switch' | 'screen' | 'more' | 'hang-up';
  readonly label: string;
  /** For switches: whether the device is off. */
  readonly off?: boolean;
  /** For what is opened and closed: whether it is open. */
  readonly active?: boolean;
  /** What it did last is not done yet. */
  readonly busy?: boolean;
  readonly onPress: () => void;
}

/** One round button of the bar below. */
export function ControlButton({
  id,
  icon,
  label,
  off,
  active,
  busy,
  onPress,
}: ControlButtonProps): ReactElement {
  return (
    <Pressable
      id={id}
      className={`callgrid-control callgrid-control-${icon}${off ? ' is-off' : ''}${active ? ' is-active' : ''}`}
      label={label}
      {...(off !== undefined && { pressed: !off })}
      {...(active !== undefined && { pressed: active })}
      busy={busy}
      onPress={onPress}
    >
      <View className={`callgrid-icon callgrid-icon-${icon}`} />
    </Pressable>
  );
}
