import { type MediaKind, mediaKinds, type RtcError } from '@callgrid/protocol';
import type { RefusedDevice } from '../device/pusher-machine.ts';
import type { VideoQuality } from '../device/video-quality.ts';
import { type Browser, listen } from './browser.ts';
import { insecure, toDeviceError } from './device-error.ts';
import type { Tracks } from './whip-publisher.ts';

/** Something to capture with, or to hear with. */
export interface MediaDevice {
  readonly id: string;
  /** Empty until the user allowed devices of this sort. */
  readonly label: string;
}

export type DeviceSort = RefusedDevice | 'speaker';
export type DeviceList = Readonly<Record<DeviceSort, readonly MediaDevice[]>>;

export interface LocalMediaListener {
  /** Send and show this from now on, or nothing of that kind. */
  trackChanged(kind: MediaKind, track: MediaStreamTrack | null): void;
  /** A device cannot be had; it is tried again when it is wanted anew. */
  failed(device: RefusedDevice, error: RtcError): void;
  /** The device in use was unplugged; this one took its place. */
  replaced(device: RefusedDevice, by: MediaDevice): void;
  /** Devices were plugged in or out, or have names now. */
  devicesChanged(devices: DeviceList): void;
}

type Chosen = Partial<Record<RefusedDevice, string>>;

const deviceOf = { audio: 'microphone', video: 'camera' } as const satisfies Record<MediaKind, RefusedDevice>;
const kindOf = { microphone: 'audio', camera: 'video' } as const satisfies Record<RefusedDevice, MediaKind>;
const names = { microphone: 'The microphone', camera: 'The camera' } as const;

/**
 * The own camera and microphone. A microphone that is off stays open and sends silence, so that it is on again at once;
 * a camera that is off is let go, and its light with it.
 */
export class LocalMedia {
  private readonly browser: Browser;
  private quality: VideoQuality;
  private readonly listener: LocalMediaListener;
  private stopListening: (() => void) | null = null;
  private readonly chosen: Chosen = {};
  private readonly held: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null };
  private wanted: Readonly<Record<MediaKind, boolean>> = { audio: false, video: false };
  private facing: 'user' | 'environment' = 'user';
  private looks: string | undefined;
  private isLit = false;
  /** Refused since it was wanted last. */
  private readonly refused = new Set<MediaKind>();
  /** Asking is one thing at a time. */
  private isAsking = false;
  private asked = Promise.resolve();
  /** Looks for another camera, for which the one in use is let go then. */
  private looking: Promise<DeviceList> | null = null;

  constructor(browser: Browser, quality: VideoQuality, listener: LocalMediaListener) {
    this.browser = browser;
    this.quality = quality;
    this.listener = listener;
  }

  get tracks(): Tracks {
    return this.held;
  }

  /** Which way the camera looks, or did before it was let go; undefined for one that does not say, as on a desk. */
  get facingMode(): string | undefined {
    return this.looks;
  }

  /** Whether the camera in use has a light that can be turned on. */
  get hasTorch(): boolean {
    const video: LitTrack | null = this.held.video;
    return video?.getCapabilities?.().torch === true;
  }

  /** The id of the device in use. */
  inUse(device: RefusedDevice): string | undefined {
    return this.held[kindOf[device]]?.getSettings().deviceId ?? this.chosen[device];
  }

  /** Wants these kinds on from now on. What is there acts at once; settles once the rest was given or refused. */
  use(wanted: Readonly<Record<MediaKind, boolean>>): Promise<void> {
    for (const kind of mediaKinds) if (!this.wanted[kind]) this.refused.delete(kind);
    this.wanted = wanted;
    const { mediaDevices } = this.browser.navigator;
    // Undefined on an insecure page, whatever the DOM's types say.
    if (mediaDevices) this.stopListening ??= listen(mediaDevices, 'devicechange', () => this.list());
    if (this.held.audio) this.held.audio.enabled = wanted.audio;
    if (!wanted.video) this.letGo('video');
    return this.settle();
  }

  /** Captures with this device from now on, and remembers it while it is off. */
  choose(device: RefusedDevice, id: string): Promise<void> {
    const kind = kindOf[device];
    this.chosen[device] = id;
    // What is being opened now is of the former choice, and not taken.
    if (!this.held[kind]) return this.asked;
    // Many phones open one camera at a time.
    this.letGo(kind);
    return this.settle();
  }

  /** A phone's other camera; at a desk the next one. */
  async switchCamera(): Promise<void> {
    // Which way it looks is known once it is there.
    if (!this.held.video) await this.asked;
    if (this.facingMode !== undefined) {
      this.facing = this.facingMode === 'user' ? 'environment' : 'user';
      delete this.chosen.camera;
    } else {
      const looking = this.list();
      this.looking = looking;
      const { camera } = await looking;
      if (this.looking === looking) this.looking = null;
      const at = camera.findIndex(({ id }) => id === this.inUse('camera'));
      const next = camera[(at + 1) % camera.length];
      if (camera.length < 2 || !next) return;
      this.chosen.camera = next.id;
    }
    if (!this.held.video) return;
    this.letGo('video');
    await this.settle();
  }

  /** Captures like this from now on. Settles once the camera in use does so too, or cannot and goes on as it is. */
  setQuality(quality: VideoQuality): Promise<void> {
    this.quality = quality;
    return this.constrain().catch(() => {});
  }

  /** Turns the light of the camera in use on or off; it goes out with the camera. Rejects with what the browser says. */
  async setTorch(isLit: boolean): Promise<void> {
    const before = this.isLit;
    this.isLit = isLit;
    await this.constrain().catch((error: unknown) => {
      this.isLit = before;
      throw error;
    });
  }

  /** What can be chosen now; tells it as well. */
  async list(): Promise<DeviceList> {
    const all = (await this.browser.navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) =>
      all
        // Before the user allowed anything, each sort is one entry without an id.
        .filter((it) => it.kind === kind && it.deviceId !== '')
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    const devices = { camera: of('videoinput'), microphone: of('audioinput'), speaker: of('audiooutput') };
    this.listener.devicesChanged(devices);
    return devices;
  }

  /** Lets go of both, and of what is given later; hears of no device any more. `use` begins anew. */
  stop(): void {
    this.wanted = { audio: false, video: false };
    for (const kind of mediaKinds) this.letGo(kind);
    this.stopListening?.();
    this.stopListening = null;
  }

  private settle(): Promise<void> {
    if (!this.isAsking) this.asked = this.ask();
    return this.asked;
  }

  /** Asks until nothing that is wanted is missing: what is wanted may change meanwhile. */
  private async ask(): Promise<void> {
    this.isAsking = true;
    this.refused.clear();
    for (;;) {
      const missing = mediaKinds.filter(
        (kind) => this.wanted[kind] && !this.held[kind] && !this.refused.has(kind),
      );
      if (missing.length === 0) {
        if (!this.looking) break;
        await this.looking;
        continue;
      }
      const chosen = { ...this.chosen };
      const refusals = await this.openAll(missing, chosen);
      for (const { kind, error } of refusals) {
        const device = deviceOf[kind];
        // Who turned it off meanwhile, or chose another, need not hear of it.
        if (!this.wanted[kind] || this.chosen[device] !== chosen[device]) continue;
        // The one that was chosen is gone: any other will do.
        if (error.code === 'device/missing' && chosen[device] !== undefined) {
          delete this.chosen[device];
          continue;
        }
        this.refused.add(kind);
        this.listener.failed(device, error);
      }
      if (refusals.length < missing.length) await this.list();
    }
    this.isAsking = false;
  }

  /** Both at once is one question to the user; but only each alone says which of the two it was that failed. */
  private async openAll(kinds: readonly MediaKind[], chosen: Chosen) {
    const refusals: { readonly kind: MediaKind; readonly error: RtcError }[] = [];
    const refuse = (kind: MediaKind) => (error: RtcError) => refusals.push({ kind, error });
    if (kinds.length === 1) await this.open(kinds, chosen).catch(refuse(kinds[0]!));
    else
      await this.open(kinds, chosen).catch(async () => {
        for (const kind of kinds) await this.open([kind], chosen).catch(refuse(kind));
      });
    return refusals;
  }

  /** Rejects with an `RtcError` `device/…`. */
  private async open(kinds: readonly MediaKind[], chosen: Chosen): Promise<void> {
    const what = kinds.length > 1 ? 'Camera and microphone' : names[deviceOf[kinds[0]!]];
    const { mediaDevices } = this.browser.navigator;
    if (!mediaDevices) throw insecure(what);
    const constraints = {
      ...(kinds.includes('audio') && { audio: audioConstraints(chosen) }),
      ...(kinds.includes('video') && { video: this.videoConstraints(chosen) }),
    };
    const stream = await mediaDevices.getUserMedia(constraints).catch((error: unknown) => {
      throw toDeviceError(what, error);
    });
    for (const track of stream.getTracks()) this.take(track.kind as MediaKind, track, chosen);
  }

  private take(kind: MediaKind, track: MediaStreamTrack, chosen: Chosen): void {
    const isChosen = this.chosen[deviceOf[kind]] === chosen[deviceOf[kind]];
    // Nobody waits for it any more.
    if (!this.wanted[kind] || this.held[kind] || !isChosen) return track.stop();
    if (kind === 'video') {
      this.isLit = false;
      track.contentHint = 'motion';
      this.looks = track.getSettings().facingMode;
    }
    this.held[kind] = track;
    track.addEventListener('ended', () => {
      if (this.held[kind] === track) void this.lost(kind);
    });
    this.listener.trackChanged(kind, track);
  }

  private letGo(kind: MediaKind): void {
    const track = this.held[kind];
    if (!track) return;
    this.held[kind] = null;
    track.stop();
    this.listener.trackChanged(kind, null);
  }

  /** Unplugged, or taken away by the user: the system's own choice is tried in its place. */
  private async lost(kind: MediaKind): Promise<void> {
    const device = deviceOf[kind];
    delete this.chosen[device];
    this.letGo(kind);
    await this.settle();
    const track = this.held[kind] as MediaStreamTrack | null;
    if (track) this.listener.replaced(device, { id: track.getSettings().deviceId ?? '', label: track.label });
  }

  /** Each call replaces all that was asked of the track before. */
  private async constrain(): Promise<void> {
    const light: LitConstraints = { torch: this.isLit };
    const advanced = this.hasTorch ? { advanced: [light] } : {};
    await this.held.video?.applyConstraints({ ...sizeOf(this.quality), ...advanced });
  }

  private videoConstraints({ camera }: Chosen): MediaTrackConstraints {
    return {
      ...sizeOf(this.quality),
      ...(camera === undefined ? { facingMode: this.facing } : { deviceId: { exact: camera } }),
    };
  }
}

/** What the DOM's types lack of the light (Image Capture, §9). */
type LitConstraints = MediaTrackConstraintSet & { readonly torch: boolean };
interface LitTrack {
  /** Firefox has it since 132. */
  getCapabilities?(): MediaTrackCapabilities & { readonly torch?: boolean };
}

function sizeOf({ width, height, frameRate }: VideoQuality): MediaTrackConstraints {
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate } };
}

function audioConstraints({ microphone }: Chosen): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(microphone !== undefined && { deviceId: { exact: microphone } }),
  };
}
