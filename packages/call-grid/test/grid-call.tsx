import { createRoom, type Room, toUid } from '@callgrid/core';
import { createFakePlatform, createInMemoryGateway, type FakePlatform } from '@callgrid/core/testing';
import { act, fireEvent, type RenderResult, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { CallGrid, type CallGridProps } from '../src/index.ts';

export const own = toUid(1);

/** A call of Ann's that a test owns. */
export class GridCall {
  gateway = createInMemoryGateway();
  readonly platform: FakePlatform;

  constructor(options?: Parameters<typeof createFakePlatform>[0]) {
    this.platform = createFakePlatform(options);
  }

  element(props: Partial<CallGridProps> = {}): ReactElement {
    return (
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
    );
  }

  async open(props?: Partial<CallGridProps>): Promise<RenderResult> {
    const rendered = render(this.element(props));
    await this.settle();
    await this.settle();
    return rendered;
  }

  /** Lets promises and the devices settle. */
  settle(): Promise<void> {
    return act(() => this.platform.clock.advance(0));
  }

  /** Somebody comes, and sends picture and sound. */
  async joins(uid: number, name: string): Promise<Room> {
    const room = createRoom({ backend: this.gateway.backend(), platform: createFakePlatform() });
    await act(() => room.join({ channelName: 'den', uid, name, publish: ['audio', 'video'] }));
    await this.settle();
    return room;
  }

  async press(id: string): Promise<void> {
    fireEvent.click(document.getElementById(id)!);
    await this.settle();
  }

  tile(uid: number): HTMLElement {
    return document.getElementById(`callgrid-tile-${uid}`)!;
  }

  /** Breaks Ann's way to the gateway, until `restore`. */
  cut(): void {
    act(() => this.gateway.cut('den', own));
  }

  restore(): void {
    act(() => this.gateway.restore('den', own));
  }
}
