import { createRoom, type Room, toUid } from '@callgrid/core';
import { createFakePlatform, createInMemoryGateway, type FakePlatform } from '@callgrid/core/testing';
import { act, fireEvent, type RenderResult, render } from '@testing-library/react';
import { CallGrid, type CallGridProps, type StreamViews, StreamViewsContext } from '../src/index.ts';
import { LivePlayerView } from '../src/stream-view/live-player-view.tsx';
import { LivePusherView } from '../src/stream-view/live-pusher-view.tsx';
import { nativeElements, nativeLog } from './fake-native.tsx';

export const own = toUid(1);

const phoneViews: StreamViews = { LocalStreamView: LivePusherView, RemoteStreamView: LivePlayerView };

/** A call of Ann's as on a phone, on fake native elements, which a test file has to put in place of Taro's. */
export class WeappCall {
  readonly gateway = createInMemoryGateway();
  readonly platform: FakePlatform;

  constructor(options?: Parameters<typeof createFakePlatform>[0]) {
    this.platform = createFakePlatform(options);
    nativeLog.length = 0;
    nativeElements.clear();
  }

  async open(props: Partial<CallGridProps> = {}): Promise<RenderResult> {
    const rendered = render(
      <StreamViewsContext.Provider value={phoneViews}>
        <CallGrid
          {...({
            backend: this.gateway.backend(),
            platform: this.platform,
            channelName: 'den',
            uid: own,
            name: 'Ann',
            locale: 'en',
            ...props,
          } as CallGridProps)}
        />
      </StreamViewsContext.Provider>,
    );
    await act(async () => {});
    return rendered;
  }

  /** Somebody comes, and sends picture and sound. */
  async joins(uid: number, name: string): Promise<Room> {
    const room = createRoom({ backend: this.gateway.backend(), platform: createFakePlatform() });
    await act(() => room.join({ channelName: 'den', uid, name, publish: ['audio', 'video'] }));
    return room;
  }

  async press(id: string): Promise<void> {
    fireEvent.click(document.getElementById(id)!);
    await act(async () => {});
  }

  tile(uid: number): HTMLElement {
    return document.getElementById(`callgrid-tile-${uid}`)!;
  }
}
