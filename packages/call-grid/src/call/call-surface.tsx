import type { JoinOptions, LeaveReason, Platform, RtcError } from '@callgrid/core';
import { GridProvider, QualityProvider, useJoin } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Banner } from '../banner/banner.tsx';
import { Farewell } from '../banner/farewell.tsx';
import { Controls } from '../controls/controls.tsx';
import type { Locale } from '../locale/texts.ts';
import { LocaleContext, localeFor } from '../locale/use-texts.ts';
import { Pager } from '../stage/pager.tsx';
import { Stage } from '../stage/stage.tsx';
import type { DeviceReport } from '../stream-view/call-devices.ts';
import type { Quality } from '../stream-view/media-settings.ts';
import { keepScreenOn, systemLanguage } from '../stream-view/screen.ts';
import { CallDevicesContext } from '../stream-view/use-call-devices.ts';
import { useNewCallDevices } from '../stream-view/use-new-call-devices.ts';
import { windowSize } from '../stream-view/use-stage-size.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { useBackground } from './use-background.ts';
import { useCallEnd } from './use-call-end.ts';

export interface CallSurfaceProps {
  /** How to join; read when the call begins, and again when the user joins again. */
  readonly join: JoinOptions;
  /** Default: where this runs. */
  readonly platform?: Platform;
  /** What a browser sends at most: 1280 × 720, 960 × 540 or 640 × 360 at 2, 1.5 or 0.9 Mbit/s. Default `SD`. */
  readonly quality?: Quality;
  /** How many streams of others are played at once. Default: what the platform stands, 8, on Android 6. */
  readonly maxPlayers?: number;
  /** How many tiles a page has at most, the own one included. Default: as many as can be seen. */
  readonly pageSize?: number;
  /** Default: the system's language, Chinese or English. */
  readonly locale?: Locale;
  /** The call is over: the devices have stopped and the room is left. Not told of a call that was never joined. */
  readonly onLeft?: (reason: LeaveReason) => void;
  /** The call could not be joined. It is shown to the user as well. */
  readonly onError?: (error: RtcError) => void;
  /** Offers a "Close" button once the call is over. */
  readonly onClose?: () => void;
  /** What pushers and players tell, for measuring quality. */
  readonly onReport?: (report: DeviceReport) => void;
}

/** A whole call in the room of the nearest `RoomProvider`: it joins, shows, controls and leaves. */
export function CallSurface({
  platform,
  quality,
  maxPlayers,
  pageSize,
  locale,
  onReport,
  ...call
}: CallSurfaceProps): ReactElement {
  const devices = useNewCallDevices({ platform, quality, onReport });
  const [size] = useState(windowSize);
  const [language] = useState(() => localeFor(systemLanguage()));
  return (
    <LocaleContext.Provider value={locale ?? language}>
      <CallDevicesContext.Provider value={devices}>
        <GridProvider
          clock={devices.platform.clock}
          size={size}
          maxPlayers={maxPlayers ?? devices.platform.capabilities.maxPlayers}
          pageSize={pageSize}
        >
          <QualityProvider clock={devices.platform.clock}>
            <Call {...call} />
          </QualityProvider>
        </GridProvider>
      </CallDevicesContext.Provider>
    </LocaleContext.Provider>
  );
}

type CallProps = Pick<CallSurfaceProps, 'join' | 'onLeft' | 'onError' | 'onClose'>;

function Call({ join, onLeft, onError, onClose }: CallProps): ReactElement {
  const { error, joinAgain } = useJoin(join);
  const { phase, hangUp, goAway, comeBack, begin } = useCallEnd(error, onLeft);
  const again = () => {
    joinAgain();
    begin();
  };
  useBackground({ leave: goAway, rejoin: () => comeBack(again) });
  webParts?.useScreenLife();

  const tell = useRef(onError);
  tell.current = onError;
  useEffect(() => {
    if (error) tell.current?.(error);
  }, [error]);
  useEffect(() => {
    keepScreenOn(true);
    return () => keepScreenOn(false);
  }, []);

  return (
    <View className='callgrid'>
      {phase.status === 'over' ? (
        <Farewell reason={phase.reason} error={error} onClose={onClose} onJoinAgain={again} />
      ) : (
        <>
          {phase.status !== 'away' && (
            <>
              <Stage />
              <Pager />
            </>
          )}
          <Banner />
          <Controls onHangUp={hangUp} />
        </>
      )}
    </View>
  );
}
