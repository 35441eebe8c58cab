import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';

export interface PressableProps {
  readonly id?: string;
  readonly className?: string;
  /** What a screen reader says. */
  readonly label: string;
  /** For switches: whether it is on. */
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children?: ReactNode;
}

/** Something to press: a browser's `<button>`, or a mini program's view that says it is one. */
export function Pressable({
  id,
  className,
  label,
  pressed,
  onPress,
  children,
}: PressableProps): ReactElement {
  if (process.env.TARO_ENV === 'weapp') {
    const accessible = { ariaRole: 'button', ariaLabel: label };
    return (
      <View id={id} className={className} hoverClass='is-pressed' onClick={onPress} {...accessible}>
        {children}
      </View>
    );
  }
  return (
    <button
      type='button'
      id={id}
      className={className}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
