import { createRoom, type Room, toUid } from '@callgrid/core';
import { createFakePlatform, createInMemoryGateway } from '@callgrid/core/testing';
import { createFakeBrowser, type FakeBrowser, type FakePeer } from '@callgrid/core/web/testing';
import { act, fireEvent, type RenderResult, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { CallGrid, type CallGridProps } from '../src/index.ts';
import { BrowserContext } from '../src/stream-view/web/use-create-media.ts';

const own = toUid(1);
const bob = toUid(2);

/** A call of Ann's in a browser that a test owns; `insecure`: of a page that gets no devices. */
export class WebCall {
  readonly gateway = createInMemoryGateway();
  readonly platform = createFakePlatform({
    capabilities: { push: ['whip'], pull: ['whep', 'ws-flv'], screen: true },
  });
  readonly fake: FakeBrowser;

  constructor(options?: { readonly insecure: boolean }) {
    this.fake = createFakeBrowser(options);
  }

  element(props: Partial<CallGridProps> = {}): ReactElement {
    return (
      <BrowserContext.Provider value={this.fake.browser}>
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
      </BrowserContext.Provider>
    );
  }

  /** Lets promises and the devices settle. */
  settle(): Promise<void> {
    return act(() => this.platform.clock.advance(0));
  }

  async open(props?: Partial<CallGridProps>): Promise<RenderResult> {
    const rendered = render(this.element(props));
    await this.settle();
    await this.settle();
    return rendered;
  }

  /** Bob comes, and shows his screen where a test wants it. */
  async joins(options: { screen?: boolean } = {}): Promise<Room> {
    const room = createRoom({ backend: this.gateway.backend(), platform: createFakePlatform() });
    await act(() => room.join({ channelName: 'den', uid: bob, name: 'Bob', publish: ['audio', 'video'] }));
    if (options.screen) await act(() => room.publish({ source: 'screen', kinds: ['video'] }));
    await this.settle();
    return room;
  }

  async press(id: string): Promise<void> {
    fireEvent.click(document.getElementById(id)!);
    await this.settle();
  }

  /** Taps the picture of a tile. */
  tap(id: string): void {
    fireEvent.click(document.querySelector(`#${id} .callgrid-picture`)!);
  }

  /** Where requests of this method went. */
  sent(method: string): string[] {
    return this.fake.requests.filter((it) => it.method === method).map(({ url }) => url);
  }

  pusher(): FakePeer {
    return this.fake.peers.find((it) => it.of('video').direction === 'sendonly')!;
  }

  /** What Ann sends, as the gateway knows it. */
  ownStreams() {
    return this.gateway.room('den')?.streams.filter(({ uid }) => uid === own) ?? [];
  }

  /** Breaks Ann's way to the gateway, until `restore`. */
  cut(): void {
    act(() => this.gateway.cut('den', own));
  }

  restore(): void {
    act(() => this.gateway.restore('den', own));
  }
}

export const alerts = (): (string | null)[] =>
  Array.from(document.querySelectorAll('[role=alert]'), (it) => it.textContent);
