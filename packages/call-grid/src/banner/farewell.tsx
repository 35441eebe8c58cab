import type { LeaveReason, RtcError } from '@callgrid/core';
import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';

export interface FarewellProps {
  /** Why the call is over; `refused`: it was not joined. */
  readonly reason: LeaveReason;
  /** Why the join failed, if it did. */
  readonly error: RtcError | null;
  /** Begins the call again. */
  readonly onJoinAgain: () => void;
  /** Leaves this page, where the app can. */
  readonly onClose: (() => void) | undefined;
}

/** What is left of a call that is over: why, and what to do about it. */
export function Farewell({ reason, error, onJoinAgain, onClose }: FarewellProps): ReactElement {
  const texts = useTexts();
  const final = reason === 'kicked' || reason === 'dissolved';
  return (
    <View className='callgrid-farewell'>
      <Text className='callgrid-farewell-reason'>{error ? texts.left.refused : texts.left[reason]}</Text>
      {error && (
        <Text className='callgrid-farewell-advice'>{texts.advice[error.code] ?? texts.advice.other}</Text>
      )}
      <View className='callgrid-farewell-actions'>
        {!final && (
          <Pressable
            id='callgrid-join-again'
            className='callgrid-action'
            label={texts.joinAgain}
            onPress={onJoinAgain}
          >
            {texts.joinAgain}
          </Pressable>
        )}
        {onClose && (
          <Pressable
            id='callgrid-close'
            className='callgrid-action is-quiet'
            label={texts.close}
            onPress={onClose}
          >
            {texts.close}
          </Pressable>
        )}
      </View>
    </View>
  );
}
