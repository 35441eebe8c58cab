import type { RtcError } from '@callgrid/core';
import { useConnectionState } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';
import { hasSettings, openSettings } from '../stream-view/screen.ts';
import { useCallDevices, useDevicesView } from '../stream-view/use-call-devices.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { Notice } from './notice.tsx';

export interface BannerProps {
  /** Why the gateway takes nothing from here, so that this client only watches; null where it does, or nobody wants it. */
  readonly turnedAway: RtcError | null;
}

/** What the user must know just now: joining, reconnecting, a device that was refused, sound that waits for a tap. */
export function Banner({ turnedAway }: BannerProps): ReactElement {
  const connection = useConnectionState();
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
      {turnedAway && <Notice urgent text={texts.turnedAway} />}
      {webParts && devices.media ? (
        <webParts.DeviceNotices />
      ) : (
        denied && (
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
        )
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
