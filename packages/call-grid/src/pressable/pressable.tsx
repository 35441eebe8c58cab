import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';

export interface PressableProps {
  readonly id?: string;
  readonly className: string;
  /** What a screen reader says. */
  readonly label: string;
  /** For switches: whether it is on. */
  readonly pressed?: boolean;
  /** What it did last is not done yet: to press it does nothing. */
  readonly busy?: boolean | undefined;
  readonly onPress: () => void;
  readonly children?: ReactNode;
}

/** Something to press: a browser's `<button>`, or a mini program's view that says it is one. */
export function Pressable({
  id,
  className,
  label,
  pressed,
  busy = false,
  onPress,
  children,
}: PressableProps): ReactElement {
  const look = busy ? `${className} is-busy` : className;
  const press = busy ? () => {} : onPress;
  if (process.env.TARO_ENV === 'weapp') {
    const accessible = { ariaRole: 'button', ariaLabel: label };
    return (
      <View id={id} className={look} hoverClass='is-pressed' onClick={press} {...accessible}>
        {children}
      </View>
    );
  }
  return (
    <button
      type='button'
      id={id}
      className={look}
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {children}
    </button>
  );
}
