import type { BlankPacket } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';

/** One picture for WebRTC, cut into packets once for all viewers. */
export interface VideoUnit {
  /** When to show it, on the relay's time line. */
  readonly ms: number;
  readonly isKey: boolean;
  readonly packets: readonly BlankPacket[];
}

/** The pictures since the newest keyframe, so that a viewer can begin at once. */
export class GopCache {
  private cached: VideoUnit[] = [];
  private bytes = 0;

  get units(): readonly VideoUnit[] {
    return this.cached;
  }

  add(unit: VideoUnit): void {
    if (unit.isKey) this.clear();
    else if (this.cached.length === 0) return;
    this.cached.push(unit);
    for (const { length } of unit.packets) this.bytes += length;
    // A group without its beginning is of no use to anybody.
    if (this.bytes > limits.gopBytes || this.cached.length > limits.gopUnits) this.clear();
  }

  clear(): void {
    this.cached = [];
    this.bytes = 0;
  }
}
