import type { Attachment, RtmpServer } from '@callgrid/rtmp';
import type { WebRtcServer } from '@callgrid/webrtc';

/** The hub's streams that viewers over WebRTC wait for: a tap each, as many as there are streams with such viewers. */
export class StreamTaps {
  private readonly rtmp: Pick<RtmpServer, 'attachPlayer'>;
  private readonly webrtc: Pick<WebRtcServer, 'feed'>;
  private readonly taps = new Map<string, Attachment>();

  constructor(rtmp: Pick<RtmpServer, 'attachPlayer'>, webrtc: Pick<WebRtcServer, 'feed'>) {
    this.rtmp = rtmp;
    this.webrtc = webrtc;
  }

  want(stream: string, wanted: boolean): void {
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
  }

  close(): void {
    for (const stream of [...this.taps.keys()]) this.want(stream, false);
  }
}
