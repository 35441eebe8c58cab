import type { Platform, Uid } from '@callgrid/core';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** One pusher or player that runs now. */
export interface Device {
  /** Settles once it stopped, or after a second: a device that does not answer holds up nobody. */
  stop(): Promise<void>;
  /** Only the pusher has one. */
  switchCamera?(): void;
  /** The user did something that may lift what blocked it: came from the settings, or tapped. */
  unblock?(): void;
}

/** Something a device told, for whoever measures quality. */
export interface DeviceReport {
  readonly device: 'pusher' | 'player';
  /** Whose stream it is. */
  readonly uid: Uid;
  readonly event: 'statechange' | 'netstatus' | 'error';
  /** What came with the event, as it came. */
  readonly detail: unknown;
}

/** What of the devices a user must know. */
export interface DevicesView {
  /** A device that the user, or the system, keeps from us. */
  readonly denied: 'camera' | 'microphone' | null;
  /** The browser plays without sound until the user taps. */
  readonly silenced: boolean;
  /** The float window was closed: out of the room until the app is shown again. */
  readonly away: boolean;
}

/** The devices of one call: so that they can be stopped before anything else ends. */
export class CallDevices {
  readonly platform: Platform;
  readonly store: StoreApi<DevicesView> = createStore<DevicesView>()(() => ({
    denied: null,
    silenced: false,
    away: false,
  }));
  private readonly running = new Set<Device>();
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

  /** Tries again what was denied or silenced. */
  unblock(): void {
    this.store.setState({ denied: null, silenced: false });
    for (const device of this.running) device.unblock?.();
  }

  report(report: DeviceReport): void {
    this.onReport()?.(report);
  }
}
