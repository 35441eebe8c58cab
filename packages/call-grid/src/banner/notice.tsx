import { Text, View } from '@tarojs/components';
import type { ReactElement, ReactNode } from 'react';
import { spokenAs } from '../pressable/spoken-as.ts';

interface NoticeProps {
  readonly text: string;
  readonly urgent?: boolean;
  readonly children?: ReactNode;
}

/** One line over the call, with what can be done about it. */
export function Notice({ text, urgent = false, children }: NoticeProps): ReactElement {
  const spoken = spokenAs(urgent ? 'alert' : 'status');
  return (
    <View className={urgent ? 'callgrid-notice is-urgent' : 'callgrid-notice'} {...spoken}>
      <Text className='callgrid-notice-text'>{text}</Text>
      {children}
    </View>
  );
}
