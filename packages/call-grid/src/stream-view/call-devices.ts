import type { Platform, RefusedDevice, Source, Uid } from '@callgrid/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstSettings, type MediaSettings } from './media-settings.ts';
import type { CallMedia } from './web/call-media.ts';

/** One pusher or player that runs now. */
export interface Device {
  /** Settles once it stopped, or after a second: a device that does not answer holds up nobody. */
  stop(): Promise<unknown>;
  /** Only the pusher has one. Settles once the other camera is there, or is not to be had. */
  switchCamera?(): Promise<void>;
  /** Turns the light of the camera in use on or off. Settles once it is, or cannot be. */
  toggleTorch?(): Promise<void>;
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
  /** `fallback`: a browser plays it another way, `detail.protocol`, since the first one does not work there. */
  readonly event: 'statechange' | 'netstatus' | 'error' | 'fallback';
  /** What came with the event, as it came; a browser's have the shape of WeChat's. */
  readonly detail: unknown;
}

/** Something that happened to a device, and that the whole call must mind. */
export type DeviceFact =
  | { readonly type: 'refused'; readonly device: RefusedDevice }
  /** What was refused can be had after all. */
  | { readonly type: 'allowed'; readonly device: RefusedDevice }
  | { readonly type: 'floatClosed' }
  /** The user is back from the page where devices are allowed. */
  | { readonly type: 'settingsReturned' };

/** What of the devices a user must know. */
export interface DevicesView {
  /** The devices that the user, or the system, keeps from us. */
  readonly refused: readonly RefusedDevice[];
  /** The browser plays without sound until the user taps. */
  readonly silenced: boolean;
  readonly settings: MediaSettings;
  /** The light of the camera in use; whoever captures says it. */
  readonly torch: 'absent' | 'off' | 'on';
}

/** The devices of one call: so that they can be stopped before anything else ends. */
export class CallDevices {
  readonly platform: Platform;
  /** The devices that a browser captures with; null where native elements do it. */
  readonly media: CallMedia | null;
  readonly store: StoreApi<DevicesView> = createStore<DevicesView>()(() => ({
    refused: [],
    silenced: false,
    settings: firstSettings,
    torch: 'absent',
  }));
  private readonly running = new Set<Device>();
  private readonly waiting = new Set<(fact: DeviceFact) => void>();
  private readonly onReport: () => ((report: DeviceReport) => void) | undefined;

  constructor(
    platform: Platform,
    onReport: () => ((report: DeviceReport) => void) | undefined = () => undefined,
    createMedia: (tell: (fact: DeviceFact) => void) => CallMedia | null = () => null,
  ) {
    this.platform = platform;
    this.onReport = onReport;
    this.media = createMedia((fact) => this.tell(fact));
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

  async switchCamera(): Promise<void> {
    await Promise.all([...this.running].map((device) => device.switchCamera?.()));
  }

  async toggleTorch(): Promise<void> {
    await Promise.all([...this.running].map((device) => device.toggleTorch?.()));
  }

  /** Settles once what is sent is so, as far as it can be. */
  async change(change: Partial<MediaSettings>): Promise<void> {
    const settings = { ...this.store.getState().settings, ...change };
    this.store.setState({ settings });
    if (change.quality) await this.media?.setQuality(change.quality);
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
