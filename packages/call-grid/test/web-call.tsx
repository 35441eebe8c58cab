import type { Room } from '@callgrid/core';
import { createFakeBrowser, type FakeBrowser, type FakePeer } from '@callgrid/core/web/testing';
import { act, fireEvent } from '@testing-library/react';
import type { ReactElement } from 'react';
import { vi } from 'vitest';
import type { CallGridProps } from '../src/index.ts';
import { BrowserContext } from '../src/stream-view/web/use-create-media.ts';
import { GridCall, own } from './grid-call.tsx';

const bob = 2;

/** A call of Ann's in a browser, whose elements play; `insecure`: of a page that gets no devices. */
export class WebCall extends GridCall {
  readonly fake: FakeBrowser;

  constructor(options?: { readonly insecure: boolean }) {
    super({ capabilities: { push: ['whip'], pull: ['whep', 'ws-flv'], screen: true, torch: true } });
    this.fake = createFakeBrowser(options);
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async () => {});
  }

  override element(props?: Partial<CallGridProps>): ReactElement {
    return (
      <BrowserContext.Provider value={this.fake.browser}>{super.element(props)}</BrowserContext.Provider>
    );
  }

  /** Bob comes, and shows his screen where a test wants it. */
  async bobJoins({ screen = false } = {}): Promise<Room> {
    const room = await this.joins(bob, 'Bob');
    if (screen) await act(() => room.publish({ source: 'screen', kinds: ['video'] }));
    await this.settle();
    return room;
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
}

export const alerts = (): (string | null)[] =>
  Array.from(document.querySelectorAll('[role=alert]'), (it) => it.textContent);
