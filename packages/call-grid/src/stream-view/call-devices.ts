import type { Platform, RefusedDevice, Source, Uid } from '@callgrid/core';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** One pusher or player that runs now. */
export interface Device {
  /** Settles once it stopped, or after a second: a device that does not answer holds up nobody. */
  stop(): Promise<void>;
  /** Only the pusher has one. */
  switchCamera?(): void;
  /** Not seen for now: a start would not last. */
  rest(): void;
  /** Seen again, or free of what blocked it: comes back, by itself or started. */
  revive(): void;
  /** Takes the speaker back from whatever had it. Only players have one to take. */
  takeSpeaker?(): void;
}

/** Something a device told, for whoever measures quality. */
export interface DeviceReport {
  readonly device: 'pusher' | 'player';
  /** Whose stream it is. */
  readonly uid: Uid;
  readonly source: Source;
  readonly event: 'statechange' | 'netstatus' | 'error';
  /** What came with the event, as it came. */
  readonly detail: unknown;
}

/** Something that happened to a device, and that the whole call must mind. */
export type DeviceFact =
  | { readonly type: 'refused'; readonly device: RefusedDevice }
  | { readonly type: 'floatClosed' }
  /** The user is back from the page where devices are allowed. */
  | { readonly type: 'settingsReturned' };

/** What of the devices a user must know. */
export interface DevicesView {
  /** The devices that the user, or the system, keeps from us. */
  readonly refused: readonly RefusedDevice[];
  /** The browser plays without sound until the user taps. */
  readonly silenced: boolean;
}

/** The devices of one call: so that they can be stopped before anything else ends. */
export class CallDevices {
  readonly platform: Platform;
  readonly store: StoreApi<DevicesView> = createStore<DevicesView>()(() => ({
    refused: [],
    silenced: false,
  }));
  private readonly running = new Set<Device>();
  private readonly waiting = new Set<(fact: DeviceFact) => void>();
  private readonly onReport: () => ((report: DeviceReport) => void) | undefined;

  constructor(
    platform: Platform,
    onReport: () => ((report: DeviceReport) => void) | undefined = () => undefined,
  ) {
    this.platform = platform;
    this.onReport = onReport;
  }

  /** Gives the function that takes it out again. */
  add(device: Device): () => void {
    this.running.add(device);
    return () => {
      this.running.delete(device);
    };
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((device) => device.stop()));
  }

  async stopPusher(): Promise<void> {
    await Promise.all([...this.running].map((device) => device.switchCamera && device.stop()));
  }

  switchCamera(): void {
    for (const device of this.running) device.switchCamera?.();
  }

  rest(): void {
    for (const device of this.running) device.rest();
  }

  revive(): void {
    this.store.setState({ silenced: false });
    for (const device of this.running) device.revive();
  }

  takeSpeaker(): void {
    for (const device of this.running) device.takeSpeaker?.();
  }

  /** What a device says that is about the whole call. */
  tell(fact: DeviceFact): void {
    for (const listener of this.waiting) listener(fact);
  }

  onTold(listener: (fact: DeviceFact) => void): () => void {
    this.waiting.add(listener);
    return () => {
      this.waiting.delete(listener);
    };
  }

  report(report: DeviceReport): void {
    this.onReport()?.(report);
  }
}
