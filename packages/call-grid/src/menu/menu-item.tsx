import type { ReactElement } from 'react';
import { Pressable } from '../pressable/pressable.tsx';

interface MenuItemProps {
  readonly id: string;
  readonly text: string;
  readonly busy?: boolean;
  readonly onPress: () => void;
}

/** One line of a menu. */
export function MenuItem({ id, text, busy, onPress }: MenuItemProps): ReactElement {
  return (
    <Pressable
      id={`callgrid-menu-${id}`}
      className='callgrid-menu-item'
      label={text}
      busy={busy}
      onPress={onPress}
    >
      {text}
    </Pressable>
  );
}
