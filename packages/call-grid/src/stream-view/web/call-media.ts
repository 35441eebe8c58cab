import type { Clock, RefusedDevice, RtcError, Source } from '@callgrid/core';
import {
  type Browser,
  type DeviceErrorCode,
  type DeviceList,
  type DeviceSort,
  LocalMedia,
  type MediaDevice,
  type QualityName,
  type SessionEnd,
  type Tracks,
  type VideoQuality,
  videoQualities,
} from '@callgrid/core/web';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceFact } from '../call-devices.ts';
import { ScreenShare } from './screen-share.ts';

type Unsent = Extract<SessionEnd, 'unreachable' | 'unsupported'>;

/** What of a browser's devices a user sees. */
export interface CallMediaView {
  readonly devices: DeviceList;
  /** The ids of those in use. */
  readonly inUse: Readonly<Partial<Record<DeviceSort, string>>>;
  readonly tracks: Tracks;
  /** What of the camera is sent at most. */
  readonly quality: VideoQuality;
  /** Which way the camera looks, where it says so, as on a phone. */
  readonly facing: string | undefined;
  /** Why a device could not be had the last time it was wanted, until the user has read it. */
  readonly problems: Readonly<Partial<Record<RefusedDevice, DeviceErrorCode>>>;
  /** Why nothing of what is sent from there arrives, while that is so. */
  readonly unsent: Readonly<Record<Source, Unsent | null>>;
  /** The one that took the place of a device that was unplugged just now. */
  readonly replaced: { readonly device: RefusedDevice; readonly by: MediaDevice } | null;
}

/** How long it is said that a device was replaced, in milliseconds. */
const SAID_FOR = 6_000;

/** The own devices of one call in a browser, and what is shown of them. */
export class CallMedia {
  readonly browser: Browser;
  readonly local: LocalMedia;
  readonly screen: ScreenShare;
  readonly store: StoreApi<CallMediaView> = createStore<CallMediaView>()(() => ({
    devices: { camera: [], microphone: [], speaker: [] },
    inUse: {},
    tracks: { audio: null, video: null },
    quality: videoQualities.SD,
    facing: undefined,
    problems: {},
    unsent: { camera: null, screen: null },
    replaced: null,
  }));
  private readonly tell: (fact: DeviceFact) => void;
  private readonly refused = new Set<RefusedDevice>();

  constructor(browser: Browser, clock: Clock, tell: (fact: DeviceFact) => void) {
    this.browser = browser;
    this.tell = tell;
    this.screen = new ScreenShare(browser);
    this.local = new LocalMedia(browser, videoQualities.SD, {
      trackChanged: (kind, track) => {
        this.show();
        if (track) this.had(kind === 'audio' ? 'microphone' : 'camera');
      },
      failed: (device, error) => this.failed(device, error),
      replaced: (device, by) => {
        const replaced = { device, by };
        this.store.setState({ replaced });
        clock.after(SAID_FOR, () => {
          if (this.store.getState().replaced === replaced) this.store.setState({ replaced: null });
        });
      },
      devicesChanged: (devices) => {
        this.store.setState({ devices });
        this.show();
      },
    });
  }

  /** Uses this device from now on. */
  choose(sort: DeviceSort, id: string): void {
    if (sort === 'speaker') {
      this.store.setState(({ inUse }) => ({ inUse: { ...inUse, speaker: id } }));
      return;
    }
    this.local.choose(sort, id).then(() => this.show());
  }

  /** Settles once the camera in use captures so, or goes on as it can. */
  setQuality(name: QualityName): Promise<void> {
    const quality = videoQualities[name];
    this.store.setState({ quality });
    return this.local.setQuality(quality);
  }

  /** The user has read why these cannot be had. */
  dismiss(devices: readonly RefusedDevice[]): void {
    const { problems } = this.store.getState();
    const left = { ...problems };
    for (const device of devices) delete left[device];
    this.store.setState({ problems: left });
  }

  /** Whether what is sent from there arrives: null, or why not. */
  setUnsent(source: Source, why: Unsent | null): void {
    this.store.setState(({ unsent }) => ({ unsent: { ...unsent, [source]: why } }));
  }

  private had(device: RefusedDevice): void {
    this.dismiss([device]);
    if (this.refused.delete(device)) this.tell({ type: 'allowed', device });
  }

  private failed(device: RefusedDevice, error: RtcError): void {
    const code = error.code as DeviceErrorCode;
    this.refused.add(device);
    this.store.setState(({ problems }) => ({ problems: { ...problems, [device]: code } }));
    this.tell({ type: 'refused', device });
  }

  private show(): void {
    const { local } = this;
    const { inUse } = this.store.getState();
    const camera = local.inUse('camera');
    const microphone = local.inUse('microphone');
    this.store.setState({
      tracks: { ...local.tracks },
      facing: local.facingMode,
      inUse: { ...inUse, ...(camera && { camera }), ...(microphone && { microphone }) },
    });
  }
}
