import type { FlvPacket } from '../media.ts';
import { StreamRelay } from '../relay/stream-relay.ts';
import type { TranscoderFactory } from '../transcoder/audio-transcoder.ts';
import { FlvInlet } from './flv-inlet.ts';
import type { PullSession } from './pull-session.ts';
import type { PushSession } from './push-session.ts';

/** One stream's name: who pushes it here, who watches it here, and what the hub feeds where nobody pushes here. */
export class LiveStream {
  readonly relay = new StreamRelay();
  private readonly viewers = new Map<PullSession, { connected: boolean }>();
  /** The last one is the source. There is more than one only while one takes over from another. */
  private readonly pushes: PushSession[] = [];
  private inlet: FlvInlet | undefined;

  constructor(
    private readonly codecs: TranscoderFactory | undefined,
    private readonly tellWanted: (wanted: boolean) => void,
  ) {}

  get isEmpty(): boolean {
    return this.pushes.length === 0 && this.viewers.size === 0;
  }

  /** The newest push is the source. */
  addPush(push: PushSession): void {
    this.pushes.push(push);
    this.relay.setSource(push);
    this.settle();
  }

  /** Should the newest one end, as one that was answered too late does, the one before it is the source again. */
  removePush(push: PushSession): void {
    const wasSource = this.isPushedBy(push);
    const at = this.pushes.indexOf(push);
    if (at >= 0) this.pushes.splice(at, 1);
    if (!wasSource) return;
    const next = this.pushes.at(-1);
    this.relay.setSource(next);
    next?.requestKeyframe();
    this.settle();
  }

  isPushedBy(push: PushSession): boolean {
    return this.pushes.at(-1) === push;
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

  private get isHeard(): boolean {
    return [...this.viewers.keys()].some((viewer) => viewer.takes('audio'));
  }

  private settle(): void {
    const wanted = this.pushes.length === 0 && this.viewers.size > 0;
    if (wanted !== (this.inlet !== undefined)) {
      this.inlet?.close();
      this.inlet = wanted ? new FlvInlet(this.codecs, this.relay) : undefined;
      if (wanted) this.relay.setSource(undefined);
      this.tellWanted(wanted);
    }
    this.kindsChanged();
  }
}
