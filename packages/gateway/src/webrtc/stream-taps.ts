import type { Attachment, RtmpServer } from '@callgrid/rtmp';
import type { WebRtcServer } from '@callgrid/webrtc';

/** A full hub is asked for a tap again after this, in milliseconds. */
const AGAIN_AFTER = 1_000;

/** The hub's streams that viewers over WebRTC wait for: a tap each, as many as there are streams with such viewers. */
export class StreamTaps {
  private readonly rtmp: Pick<RtmpServer, 'attachPlayer'>;
  private readonly webrtc: Pick<WebRtcServer, 'feed'>;
  private readonly taps = new Map<string, Attachment>();
  /** Wanted, and refused by the hub so far. */
  private readonly refused = new Map<string, NodeJS.Timeout>();

  constructor(rtmp: Pick<RtmpServer, 'attachPlayer'>, webrtc: Pick<WebRtcServer, 'feed'>) {
    this.rtmp = rtmp;
    this.webrtc = webrtc;
  }

  want(stream: string, wanted: boolean): void {
    clearTimeout(this.refused.get(stream));
    this.refused.delete(stream);
    if (!wanted) {
      this.taps.get(stream)?.close();
      this.taps.delete(stream);
      return;
    }
    if (this.taps.has(stream)) return;
    const tap = this.rtmp.attachPlayer({
      grant: `tap-${stream}`,
      stream,
      kinds: ['audio', 'video'],
      sink: { take: (packet) => this.webrtc.feed(stream, packet) },
      closed: () => this.taps.delete(stream),
    });
    if (tap) this.taps.set(stream, tap);
    else
      this.refused.set(
        stream,
        setTimeout(() => this.want(stream, true), AGAIN_AFTER),
      );
  }

  close(): void {
    for (const stream of [...this.taps.keys(), ...this.refused.keys()]) this.want(stream, false);
  }
}
