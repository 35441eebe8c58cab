import type { FlvPacket, MediaKind } from '../media.ts';
import { StreamRelay } from '../relay/stream-relay.ts';
import type { TranscoderFactory } from '../transcoder/audio-transcoder.ts';
import { FlvInlet } from './flv-inlet.ts';
import type { PullSession } from './pull-session.ts';
import type { PushSession } from './push-session.ts';

/** One stream's name: who pushes it here, who watches it here, and what the hub feeds where nobody pushes here. */
export class LiveStream {
  readonly relay = new StreamRelay();
  private readonly viewers = new Map<PullSession, { connected: boolean }>();
  private push: PushSession | undefined;
  private inlet: FlvInlet | undefined;

  constructor(
    private readonly codecs: TranscoderFactory | undefined,
    private readonly tellWanted: (wanted: boolean) => void,
  ) {}

  get isEmpty(): boolean {
    return this.push === undefined && this.viewers.size === 0;
  }

  /** The newest push is the source. */
  setPush(push: PushSession): void {
    this.push = push;
    this.relay.setSource(push);
    this.settle();
  }

  removePush(push: PushSession): void {
    if (this.push !== push) return;
    this.push = undefined;
    this.relay.setSource(undefined);
    this.settle();
  }

  isPushedBy(push: PushSession): boolean {
    return this.push === push;
  }

  /** A viewer was answered; it takes media once it is connected. */
  add(viewer: PullSession): void {
    this.viewers.set(viewer, { connected: false });
    this.settle();
  }

  connected(viewer: PullSession): void {
    const known = this.viewers.get(viewer);
    if (!known || known.connected) return;
    known.connected = true;
    this.relay.add(viewer);
  }

  remove(viewer: PullSession): void {
    this.viewers.delete(viewer);
    this.relay.remove(viewer);
    this.settle();
  }

  /** What a viewer is given has changed. */
  kindsChanged(): void {
    this.inlet?.demandAudio(this.isHeard);
  }

  feed(packet: FlvPacket): void {
    this.inlet?.take(packet);
  }

  /** The pictures of a push that is taken for other kinds from now on. */
  forget(kind: MediaKind): void {
    this.relay.forget(kind);
  }

  private get isHeard(): boolean {
    return [...this.viewers.keys()].some((viewer) => viewer.takes('audio'));
  }

  private settle(): void {
    const wanted = this.push === undefined && this.viewers.size > 0;
    if (wanted !== (this.inlet !== undefined)) {
      this.inlet?.close();
      this.inlet = wanted ? new FlvInlet(this.codecs, this.relay) : undefined;
      if (wanted) this.relay.setSource(undefined);
      this.tellWanted(wanted);
    }
    this.kindsChanged();
  }
}
