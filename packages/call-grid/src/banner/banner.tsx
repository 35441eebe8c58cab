import { useConnection } from '@callgrid/react';
import { Text, View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import { spokenAs } from '../pressable/spoken-as.ts';
import { hasSettings, openSettings } from '../stream-view/screen.ts';
import { useCallDevices, useDevicesView } from '../stream-view/use-call-devices.ts';

/** What the user must know just now: joining, reconnecting, a device that was refused, sound that waits for a tap. */
export function Banner(): ReactElement {
  const connection = useConnection();
  const devices = useCallDevices();
  const { refused, silenced } = useDevicesView((view) => view);
  const texts = useTexts();
  const denied = refused.length > 1 ? 'both' : refused[0];
  return (
    <View className='callgrid-banners'>
      {connection.status === 'joining' && <Notice text={texts.joining} />}
      {connection.status === 'reconnecting' && (
        <Notice urgent text={texts.reconnecting(connection.attempt)} />
      )}
      {denied && (
        <Notice urgent text={texts.denied[denied]}>
          {hasSettings && (
            <Pressable
              id='callgrid-settings'
              className='callgrid-action'
              label={texts.openSettings}
              onPress={() => openSettings(() => devices.tell({ type: 'settingsReturned' }))}
            >
              {texts.openSettings}
            </Pressable>
          )}
        </Notice>
      )}
      {silenced && (
        <Pressable
          id='callgrid-unsilence'
          className='callgrid-action'
          label={texts.tapToHear}
          onPress={() => devices.revive()}
        >
          {texts.tapToHear}
        </Pressable>
      )}
    </View>
  );
}

interface NoticeProps {
  readonly text: string;
  readonly urgent?: boolean;
  readonly children?: ReactElement | false;
}

function Notice({ text, urgent = false, children }: NoticeProps): ReactElement {
  const spoken = spokenAs(urgent ? 'alert' : 'status');
  return (
    <View className={urgent ? 'callgrid-notice is-urgent' : 'callgrid-notice'} {...spoken}>
      <Text>{text}</Text>
      {children}
    </View>
  );
}
