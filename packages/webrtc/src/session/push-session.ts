import { MediaClock } from '../clock/media-clock.ts';
import { Depacketiser } from '../h264/depacketiser.ts';
import type { MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import { TrackReceiver } from '../receive/track-receiver.ts';
import type { RelaySource } from '../relay/stream-relay.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import type { RtcpPacket } from '../rtcp/rtcp-packet.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { isRtcp, type RtpPacket, readRtp } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';
import { KeyframeRequests } from './keyframe-requests.ts';
import { PictureHold } from './picture-hold.ts';

const REPORT_EVERY_MS = 250;
const CLOCK_RATES = { audio: 48_000, video: 90_000 } as const;

export interface PushListener {
  /** A picture, on the push's own time line in milliseconds. */
  video(nals: readonly Buffer[], isKey: boolean, timestamp: number): void;
  /** One Opus packet. */
  audio(packet: Buffer, timestamp: number): void;
  heard(kind: MediaKind, bytes: number, packets: number): void;
}

/** One browser that sends: RTP in, pictures and sound out, and what must be said back. */
export class PushSession implements RelaySource {
  private readonly clock = new MediaClock();
  private readonly depacketiser = new Depacketiser();
  private readonly receivers: Record<MediaKind, TrackReceiver>;
  private readonly requests = new KeyframeRequests();
  private readonly hold = new PictureHold();
  private readonly counted = {
    audio: { bytes: 0, packets: 0 },
    video: { bytes: 0, packets: 0 },
  };
  private videoSsrc: number | undefined;
  private limitedAt = Number.NEGATIVE_INFINITY;
  private heardAt = 0;
  private now = performance.now();

  constructor(
    private readonly peer: Peer,
    private readonly ssrcs: Ssrcs,
    /** What the push is taken for. */
    public kinds: ReadonlySet<MediaKind>,
    private readonly listener: PushListener,
  ) {
    this.receivers = {
      audio: new TrackReceiver(
        { clockRate: CLOCK_RATES.audio, localSsrc: ssrcs.audio, canNack: false },
        { packet: (packet) => this.sound(packet), lost: () => {} },
      ),
      video: new TrackReceiver(
        { clockRate: CLOCK_RATES.video, localSsrc: ssrcs.video, canNack: true },
        { packet: (packet) => this.picture(packet), lost: () => this.pictureLost() },
      ),
    };
  }

  received(kind: MediaKind, bytes: Buffer, now: number): void {
    this.now = now;
    if (isRtcp(bytes)) return this.obey(readRtcp(bytes), kind);
    const packet = readRtp(bytes);
    // Probes for bandwidth carry nothing.
    if (!packet) return;
    if (kind === 'video') this.videoSsrc = packet.ssrc;
    const counted = this.counted[kind];
    counted.bytes += bytes.length;
    counted.packets += 1;
    this.receivers[kind].receive(packet, now);
  }

  /** To be called every 20 ms. */
  tick(now: number): void {
    this.now = now;
    for (const kind of ['audio', 'video'] as const) {
      const packets = this.receivers[kind].tick(now);
      if (packets.length > 0) this.peer.send(kind, writeRtcp(packets));
    }
    if (now - this.limitedAt >= limits.limitEveryMs && this.videoSsrc !== undefined) {
      this.limitedAt = now;
      const bitsPerSecond = limits.pushBitrate;
      this.say({
        type: 'bitrateLimit',
        senderSsrc: this.ssrcs.video,
        bitsPerSecond,
        ssrcs: [this.videoSsrc],
      });
    }
    if (this.requests.isDue(now)) this.askForKeyframe();
    if (now - this.heardAt >= REPORT_EVERY_MS) this.tellHeard(now);
  }

  requestKeyframe(): void {
    this.requests.wish();
    if (this.requests.isDue(performance.now())) this.askForKeyframe();
  }

  /** Whether somebody watches who may fall behind without saying so. */
  set hasPlayers(has: boolean) {
    this.requests.isPeriodic = has;
  }

  private obey(packets: readonly RtcpPacket[], kind: MediaKind): void {
    for (const packet of packets) {
      if (packet.type !== 'senderReport') continue;
      // A datagram with the reports of both kinds is handed to both.
      if (this.receivers[kind].senderReport(packet, this.now)) this.clock.senderReport(kind, packet);
    }
  }

  private sound({ payload, timestamp }: RtpPacket): void {
    const ms = this.clock.toMs('audio', timestamp, this.now);
    if (this.kinds.has('audio') && payload.length > 0) this.listener.audio(payload, ms);
  }

  private picture(packet: RtpPacket): void {
    const { dropped } = this.depacketiser;
    const unit = this.depacketiser.push(packet);
    // Of a loss one has heard already; this may be one whose parts do not fit together, or that is too large.
    if (this.depacketiser.dropped > dropped && this.hold.lost(this.now)) this.requests.wish();
    if (!unit) return;
    const ms = this.clock.toMs('video', unit.timestamp, this.now);
    if (unit.isKey) this.requests.came();
    if (this.hold.admits(unit.isKey, this.now) && this.kinds.has('video'))
      this.listener.video(unit.nals, unit.isKey, ms);
  }

  private pictureLost(): void {
    this.depacketiser.lost();
    this.hold.lost(this.now);
    this.requests.wish();
  }

  private askForKeyframe(): void {
    if (this.videoSsrc === undefined) return;
    const isSent = this.say({ type: 'pictureLoss', senderSsrc: this.ssrcs.video, mediaSsrc: this.videoSsrc });
    if (isSent) this.requests.asked(performance.now());
  }

  private say(packet: RtcpPacket): boolean {
    return this.peer.send('video', writeRtcp([packet]));
  }

  private tellHeard(now: number): void {
    this.heardAt = now;
    for (const kind of ['audio', 'video'] as const) {
      const { bytes, packets } = this.counted[kind];
      if (packets === 0) continue;
      this.counted[kind] = { bytes: 0, packets: 0 };
      this.listener.heard(kind, bytes, packets);
    }
  }
}
