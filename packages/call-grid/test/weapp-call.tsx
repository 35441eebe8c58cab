import type { createFakePlatform } from '@callgrid/core/testing';
import type { ReactElement } from 'react';
import { type CallGridProps, type StreamViews, StreamViewsContext } from '../src/index.ts';
import { LivePlayerView } from '../src/stream-view/live-player-view.tsx';
import { LivePusherView } from '../src/stream-view/live-pusher-view.tsx';
import { nativeElements, nativeLog, slow } from './fake-native.tsx';
import { GridCall } from './grid-call.tsx';

export { own } from './grid-call.tsx';

const phoneViews: StreamViews = { LocalStreamView: LivePusherView, RemoteStreamView: LivePlayerView };

const phone = { torch: true, ear: true, beauty: true, filters: true };

/** A call of Ann's as on a phone, on fake native elements. */
export class WeappCall extends GridCall {
  constructor(options?: Parameters<typeof createFakePlatform>[0]) {
    super({ ...options, capabilities: { ...phone, ...options?.capabilities } });
    nativeLog.length = 0;
    slow.answers = null;
    nativeElements.clear();
  }

  override element(props?: Partial<CallGridProps>): ReactElement {
    return (
      <StreamViewsContext.Provider value={phoneViews}>{super.element(props)}</StreamViewsContext.Provider>
    );
  }
}
