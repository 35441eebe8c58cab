import { randomInt } from 'node:crypto';
import type { MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import type { VideoUnit } from '../relay/gop-cache.ts';
import { squeeze } from '../relay/squeeze.ts';
import type { RelayViewer, StreamRelay } from '../relay/stream-relay.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { isRtcp } from '../rtp/rtp-packet.ts';
import type { OfferedTrack } from '../sdp/offer.ts';
import { TrackSender } from '../send/track-sender.ts';
import { limits } from '../webrtc-limits.ts';

const UNITS_PER_MS = { audio: 48, video: 90 } as const;

interface Outgoing {
  readonly sender: TrackSender;
  /** When its last sender report went. */
  reportedAt: number;
  hasSent: boolean;
}

/** One browser that watches: pictures and sound in, RTP out, and answers to what it lost. */
export class PullSession implements RelayViewer {
  /** When it was sent the first packet since it last said something. */
  unansweredSince: number | undefined;
  private readonly tracks = new Map<MediaKind, Outgoing>();
  /** Video is not sent before a keyframe. */
  private video_: 'awaitingKey' | 'flowing' = 'awaitingKey';
  private lastVideoMs: number | undefined;
  private replayedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly peer: Peer,
    private readonly relay: StreamRelay,
    private readonly ssrcs: Ssrcs,
    offered: readonly OfferedTrack[],
    private kinds: ReadonlySet<MediaKind>,
  ) {
    for (const { kind, payloadType } of offered) {
      const sender = new TrackSender({
        ssrc: ssrcs[kind],
        payloadType,
        clockRate: UNITS_PER_MS[kind] * 1_000,
        firstSequence: randomInt(2 ** 15),
        timestampOffset: randomInt(2 ** 31),
      });
      this.tracks.set(kind, { sender, reportedAt: Number.NEGATIVE_INFINITY, hasSent: false });
    }
  }

  /** Whether this viewer takes the kind now. */
  takes(kind: MediaKind): boolean {
    return this.kinds.has(kind) && this.tracks.has(kind);
  }

  setKinds(kinds: ReadonlySet<MediaKind>): void {
    const sawVideo = this.takes('video');
    this.kinds = kinds;
    if (sawVideo || !this.takes('video')) return;
    this.video_ = 'awaitingKey';
    this.relay.refresh(this);
  }

  video(unit: VideoUnit): void {
    if (!this.takes('video')) return;
    if (unit.isKey) this.video_ = 'flowing';
    if (this.video_ === 'flowing') this.sendVideo(unit);
  }

  audio(payload: Buffer, ms: number): void {
    if (this.takes('audio')) this.send('audio', payload, ms, false);
  }

  replay(units: readonly VideoUnit[]): void {
    if (!this.takes('video') || units.length === 0) return;
    const now = performance.now();
    if (now - this.replayedAt < limits.replayEveryMs) return;
    this.replayedAt = now;
    this.video_ = 'flowing';
    for (const unit of squeeze(units, this.lastVideoMs)) this.sendVideo(unit);
  }

  /** What the viewer says of what it got. */
  received(bytes: Buffer, now: number): void {
    this.unansweredSince = undefined;
    if (!isRtcp(bytes)) return;
    for (const packet of readRtcp(bytes)) {
      if (packet.type === 'nack') this.resend(packet.lost, packet.mediaSsrc, now);
      else if (packet.type === 'pictureLoss' || packet.type === 'fullIntra') this.relay.refresh(this);
    }
  }

  /** To be called every 20 ms: says which picture belongs to which sound. */
  tick(now: number): void {
    const wallMs = Date.now();
    const mediaMs = this.relay.msAt(wallMs);
    if (mediaMs === undefined) return;
    for (const [kind, track] of this.tracks) {
      if (!track.hasSent || now - track.reportedAt < limits.reportEveryMs) continue;
      track.reportedAt = now;
      this.peer.send(kind, writeRtcp([track.sender.report(wallMs, mediaMs)]));
    }
  }

  private sendVideo({ payloads, ms }: VideoUnit): void {
    this.lastVideoMs = ms;
    for (const [index, payload] of payloads.entries())
      this.send('video', payload, ms, index === payloads.length - 1);
  }

  private send(kind: MediaKind, payload: Buffer, ms: number, marker: boolean): void {
    const track = this.tracks.get(kind)!;
    track.hasSent = true;
    this.unansweredSince ??= performance.now();
    this.peer.send(kind, track.sender.packet(payload, ms * UNITS_PER_MS[kind], marker));
  }

  private resend(lost: readonly number[], ssrc: number, now: number): void {
    for (const [kind, { sender }] of this.tracks) {
      if (this.ssrcs[kind] !== ssrc) continue;
      for (const packet of sender.resend(lost, now)) this.peer.send(kind, packet);
    }
  }
}
