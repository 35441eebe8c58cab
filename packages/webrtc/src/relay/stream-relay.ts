import { packetise } from '../h264/packetiser.ts';
import { type BlankPacket, blankPacket } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';
import { Continuity } from './continuity.ts';
import { GopCache, type VideoUnit } from './gop-cache.ts';

/** One viewer of a stream. */
export interface RelayViewer {
  video(unit: VideoUnit): void;
  audio(packet: BlankPacket, ms: number): void;
  /** Pictures that lead to the present: to begin with, or to go on after a loss. */
  replay(units: readonly VideoUnit[]): void;
}

/** Who can be asked for a keyframe. */
export interface RelaySource {
  /** Asks whoever encodes for a keyframe. */
  requestKeyframe(): void;
}

/** One stream for its WebRTC viewers: takes pictures and sound from whichever source there is, and gives them to each. */
export class StreamRelay {
  private readonly viewers = new Set<RelayViewer>();
  private readonly continuity = new Continuity();
  /** Undefined where nobody can be asked: pictures are kept then for whoever comes. */
  private source: RelaySource | undefined;
  /** Wall-clock milliseconds at 0 of the time line. */
  private epoch: number | undefined;

  constructor(private readonly gop = new GopCache()) {}

  /** Changes the source; the time line goes on. */
  setSource(source: RelaySource | undefined): void {
    this.source = source;
    this.continuity.cut();
    this.gop.clear();
  }

  /** Lets a viewer in that can take media now. */
  add(viewer: RelayViewer): void {
    this.viewers.add(viewer);
    this.refresh(viewer);
  }

  remove(viewer: RelayViewer): void {
    this.viewers.delete(viewer);
  }

  /** The viewer cannot go on, or begin, without a keyframe. */
  refresh(viewer: RelayViewer): void {
    if (this.source) this.source.requestKeyframe();
    else viewer.replay(this.gop.units);
  }

  /** A picture of the source, its parameter sets in it where it is a keyframe. */
  video(nals: readonly Buffer[], isKey: boolean, timestamp: number): void {
    const ms = this.map(timestamp);
    if (this.source && this.viewers.size === 0) return;
    const unit = { ms, isKey, packets: packetise(nals).map(blankPacket) };
    if (!this.source) this.gop.add(unit);
    for (const viewer of this.viewers) viewer.video(unit);
  }

  /** One Opus packet of the source. */
  audio(payload: Buffer, timestamp: number): void {
    const ms = this.map(timestamp);
    const packet = blankPacket(payload);
    for (const viewer of this.viewers) viewer.audio(packet, ms);
  }

  /** Pictures from before will not be followed by what comes. */
  forgetPictures(): void {
    this.gop.clear();
  }

  /** By how much its sound may come after its picture, in milliseconds. */
  get soundBehindMs(): number {
    return this.source ? limits.soundBehindMs.push : limits.soundBehindMs.fed;
  }

  /** The time line at this wall-clock time; undefined while nothing has come. */
  msAt(wallMs: number): number | undefined {
    return this.epoch === undefined ? undefined : wallMs - this.epoch;
  }

  private map(timestamp: number): number {
    const ms = this.continuity.map(timestamp, performance.now());
    this.epoch ??= Date.now() - ms;
    return ms;
  }
}
