import type { JoinOptions, Platform } from '@callgrid/core';
import { GridProvider, QualityProvider, useJoin } from '@callgrid/react';
import { View } from '@tarojs/components';
import { type ForwardedRef, forwardRef, type ReactElement, useEffect, useRef, useState } from 'react';
import { Banner } from '../banner/banner.tsx';
import { Farewell } from '../banner/farewell.tsx';
import { Controls } from '../controls/controls.tsx';
import type { Locale } from '../locale/texts.ts';
import { LocaleContext, localeFor } from '../locale/use-texts.ts';
import { Pager } from '../stage/pager.tsx';
import { Stage } from '../stage/stage.tsx';
import { Statistics } from '../statistics/statistics.tsx';
import type { DeviceReport } from '../stream-view/call-devices.ts';
import type { Quality } from '../stream-view/media-settings.ts';
import { keepScreenOn, systemLanguage } from '../stream-view/screen.ts';
import { CallDevicesContext } from '../stream-view/use-call-devices.ts';
import { useNewCallDevices } from '../stream-view/use-new-call-devices.ts';
import { windowSize } from '../stream-view/use-stage-size.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { RenderTileContext } from '../tile/use-render-tile.ts';
import { type CallGridHandle, useCallHandle } from './call-handle.ts';
import { type CallParts, drawn } from './call-parts.tsx';
import { useBackground } from './use-background.ts';
import { useCallEnd } from './use-call-end.ts';
import { type CallEvents, useCallEvents } from './use-call-events.ts';
import { useTurnedAway } from './use-turned-away.ts';

export interface CallSurfaceProps extends CallEvents, CallParts {
  /** Who joins which room. It is read when the call begins, and again when the user joins again. */
  readonly join: JoinOptions;
  /**
   * Where this runs.
   * @default where it does run
   */
  readonly platform?: Platform;
  /**
   * What is sent at most, until the user chooses otherwise: 1280 × 720, 960 × 540 or 640 × 360 at 2, 1.5 or 0.9 Mbit/s.
   * @default 'SD'
   */
  readonly quality?: Quality;
  /**
   * How many streams of others are played at once; whoever is beyond has a tile without a picture.
   * @default what the platform stands: 8, on Android 6
   */
  readonly maxPlayers?: number;
  /**
   * How many tiles a page has at most, the own one included; what is on no page is not downloaded.
   * @default as many as can be seen
   */
  readonly pageSize?: number;
  /**
   * The language of the few words it shows.
   * @default the system's language
   */
  readonly locale?: Locale;
  /** The user closes the page that says why the call is over; without it there is no such button. */
  readonly onClose?: () => void;
  /** What pushers and players tell, for measuring quality. */
  readonly onReport?: (report: DeviceReport) => void;
}

/** A whole call in the room of the nearest `RoomProvider`: it joins, shows, controls and leaves. */
export const CallSurface = forwardRef<CallGridHandle, CallSurfaceProps>(function CallSurface(
  { platform, quality, maxPlayers, pageSize, locale, onReport, renderTile, ...call },
  ref,
): ReactElement {
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
            <RenderTileContext.Provider value={renderTile}>
              <Call {...call} handle={ref} />
            </RenderTileContext.Provider>
          </QualityProvider>
        </GridProvider>
      </CallDevicesContext.Provider>
    </LocaleContext.Provider>
  );
});

type CallProps = Pick<CallSurfaceProps, 'join' | 'onClose'> &
  CallEvents &
  Omit<CallParts, 'renderTile'> & { readonly handle: ForwardedRef<CallGridHandle> };

function Call({ join, onClose, handle, ...call }: CallProps): ReactElement {
  const { error, joinAgain } = useJoin(join);
  const turnedAway = useTurnedAway(join);
  const { phase, hangUp, goAway, comeBack, begin } = useCallEnd(error, call.onLeft);
  const [isMeasured, setMeasured] = useState(false);
  const again = () => {
    joinAgain();
    begin();
  };
  useBackground({ leave: goAway, rejoin: () => comeBack(again) });
  useCallEvents(call);
  useCallHandle(handle, hangUp);
  webParts?.useScreenLife();
  webParts?.usePageLife();

  const tell = useRef(call.onError);
  tell.current = call.onError;
  useEffect(() => {
    const failure = error ?? turnedAway;
    if (failure) tell.current?.(failure);
  }, [error, turnedAway]);
  useEffect(() => {
    keepScreenOn(true);
    return () => keepScreenOn(false);
  }, []);

  if (phase.status === 'over') {
    const farewell = { reason: phase.reason, error, onClose, onJoinAgain: again };
    return <View className='callgrid'>{drawn(call.renderFarewell, Farewell, farewell)}</View>;
  }
  return (
    <View className='callgrid'>
      {phase.status !== 'away' && (
        <>
          <Stage />
          {drawn(call.renderPager, Pager, {})}
        </>
      )}
      {drawn(call.renderBanner, Banner, { turnedAway })}
      {drawn(call.renderControls, Controls, {
        onHangUp: () => void hangUp(),
        leaving: phase.status === 'stopping',
        ...(call.renderStatistics !== null && { onStatistics: () => setMeasured(!isMeasured) }),
      })}
      <View>
        {isMeasured && drawn(call.renderStatistics, Statistics, { onClose: () => setMeasured(false) })}
      </View>
    </View>
  );
}
