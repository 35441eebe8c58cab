import { View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import { spokenAs } from '../pressable/spoken-as.ts';
import { useEscape } from '../pressable/use-escape.ts';
import { useFocusInside } from '../pressable/use-focus-inside.ts';

interface MenuProps {
  /** What a screen reader says of it. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet over what it is in; a tap beside it closes it, and so does Escape. */
export function Menu({ label, onClose, children }: MenuProps): ReactElement {
  useEscape(onClose, { over: true });
  const sheet = useFocusInside();
  return (
    <View className='callgrid-menu-place'>
      {/* Beside the sheet, not around it: Taro would hear a tap on what is inside here too. */}
      <View className='callgrid-menu-shade' onClick={onClose} />
      <View ref={sheet} className='callgrid-menu' {...spokenAs('dialog', label)}>
        {children}
      </View>
    </View>
  );
}
