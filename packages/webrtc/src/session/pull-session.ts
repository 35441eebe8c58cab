import { randomInt } from 'node:crypto';
import type { MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import type { VideoUnit } from '../relay/gop-cache.ts';
import { squeeze } from '../relay/squeeze.ts';
import type { RelayViewer, StreamRelay } from '../relay/stream-relay.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { type BlankPacket, isRtcp } from '../rtp/rtp-packet.ts';
import type { OfferedTrack } from '../sdp/offer.ts';
import { TrackSender } from '../send/track-sender.ts';
import { limits } from '../webrtc-limits.ts';

const UNITS_PER_MS = { audio: 48, video: 90 } as const;

interface Outgoing {
  readonly kind: MediaKind;
  readonly unitsPerMs: number;
  readonly sender: TrackSender;
  hasSent: boolean;
  /** Whether the viewer takes it now. */
  isTaken: boolean;
  /** When it was sent the first packet since it last said something. */
  unansweredSince: number | undefined;
}

/** One browser that watches: pictures and sound in, RTP out, and answers to what it lost. */
export class PullSession implements RelayViewer {
  private readonly tracks: Partial<Record<MediaKind, Outgoing>> = {};
  /** Video is not sent before a keyframe. */
  private pictures: 'awaitingKey' | 'flowing' = 'awaitingKey';
  private lastVideoMs: number | undefined;
  private replayedAt = Number.NEGATIVE_INFINITY;
  private reportAt = Number.NEGATIVE_INFINITY;
  private reports = 0;

  constructor(
    private readonly peer: Peer,
    private readonly relay: StreamRelay,
    private readonly ssrcs: Ssrcs,
    offered: readonly OfferedTrack[],
    kinds: ReadonlySet<MediaKind>,
  ) {
    for (const { kind, payloadType } of offered) {
      const unitsPerMs = UNITS_PER_MS[kind];
      const sender = new TrackSender({
        ssrc: ssrcs[kind],
        payloadType,
        clockRate: unitsPerMs * 1_000,
        firstSequence: randomInt(2 ** 15),
        timestampOffset: randomInt(2 ** 31),
      });
      this.tracks[kind] = {
        kind,
        unitsPerMs,
        sender,
        hasSent: false,
        isTaken: kinds.has(kind),
        unansweredSince: undefined,
      };
    }
  }

  /** Whether this viewer takes the kind now. */
  takes(kind: MediaKind): boolean {
    return this.tracks[kind]?.isTaken ?? false;
  }

  setKinds(kinds: ReadonlySet<MediaKind>): void {
    const sawVideo = this.takes('video');
    for (const track of this.outgoing) track.isTaken = kinds.has(track.kind);
    if (sawVideo || !this.takes('video')) return;
    this.pictures = 'awaitingKey';
    this.relay.refresh(this);
  }

  video(unit: VideoUnit): void {
    const { video } = this.tracks;
    if (!video?.isTaken) return;
    if (unit.isKey) this.pictures = 'flowing';
    if (this.pictures === 'flowing') this.sendVideo(video, unit);
  }

  audio(packet: BlankPacket, ms: number): void {
    const { audio } = this.tracks;
    if (audio?.isTaken) this.send(audio, packet, ms, false);
  }

  replay(units: readonly VideoUnit[]): void {
    const { video } = this.tracks;
    if (!video?.isTaken || units.length === 0) return;
    const now = performance.now();
    if (this.pictures === 'flowing' && now - this.replayedAt < limits.replayEveryMs) return;
    this.replayedAt = now;
    this.pictures = 'flowing';
    for (const unit of squeeze(units, this.lastVideoMs)) this.sendVideo(video, unit);
  }

  /** What the viewer says of what it got. */
  received(bytes: Buffer, now: number): void {
    for (const track of this.outgoing) track.unansweredSince = undefined;
    if (!isRtcp(bytes)) return;
    for (const packet of readRtcp(bytes)) {
      if (packet.type === 'nack') this.resend(packet.lost, packet.mediaSsrc, now);
      else if (packet.type === 'pictureLoss' || packet.type === 'fullIntra') this.relay.refresh(this);
    }
  }

  /** Whether it should have said something by now. */
  isSilent(now: number): boolean {
    const { audio, video } = this.tracks;
    const isOver = (track: Outgoing | undefined, ms: number) =>
      track?.unansweredSince !== undefined && now - track.unansweredSince > ms;
    return isOver(video, limits.silentMs) || isOver(audio, limits.silentOnSoundMs);
  }

  /** To be called a few times a second: says which picture belongs to which sound. */
  tick(now: number): void {
    if (now < this.reportAt) return;
    const wallMs = Date.now();
    const mediaMs = this.relay.msAt(wallMs);
    if (mediaMs === undefined) return;
    const { first, later } = limits.reportEveryMs;
    const sending = this.outgoing.filter(({ hasSent }) => hasSent);
    if (sending.length === 0) return;
    this.reports += 1;
    this.reportAt = now + (this.reports <= limits.firstReports ? first : later);
    for (const { kind, sender } of sending) {
      const behindMs = kind === 'audio' ? this.relay.soundBehindMs : 0;
      this.peer.send(kind, writeRtcp([sender.report(wallMs, mediaMs - behindMs)]));
    }
  }

  private get outgoing(): Outgoing[] {
    return Object.values(this.tracks);
  }

  private sendVideo(track: Outgoing, { packets, ms }: VideoUnit): void {
    this.lastVideoMs = ms;
    const last = packets.length - 1;
    // This and what it calls run for every packet of every viewer.
    for (let index = 0; index <= last; index += 1) this.send(track, packets[index]!, ms, index === last);
  }

  private send(track: Outgoing, packet: BlankPacket, ms: number, marker: boolean): void {
    if (!track.hasSent) {
      track.hasSent = true;
      // Lined up from the beginning.
      this.reportAt = Number.NEGATIVE_INFINITY;
    }
    track.unansweredSince ??= performance.now();
    this.peer.send(track.kind, track.sender.packet(packet, ms * track.unitsPerMs, marker));
  }

  private resend(lost: readonly number[], ssrc: number, now: number): void {
    for (const { kind, sender } of this.outgoing) {
      if (this.ssrcs[kind] !== ssrc) continue;
      for (const packet of sender.resend(lost, now)) this.peer.send(kind, packet);
    }
  }
}
