import type { SenderReport } from '../rtcp/rtcp-packet.ts';
import { type BlankPacket, RTP_HEADER_BYTES } from '../rtp/rtp-packet.ts';

/** Packets that can be sent again: a power of two. At 5 Mbit/s it is two seconds. */
const KEPT = 1_024;
/** A packet asked for twice within this time goes once: its answer is still under way. */
const RESEND_PAUSE_MS = 25;
/** What a timestamp has behind the point where its packet is marked. */
const MARKED = 0.5;
/** Bytes sent again in a second, and at once at most. */
const RESENT_BYTES_A_SECOND = 256 * 1024;

export interface TrackSenderOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Of the codec, in Hz. */
  readonly clockRate: number;
  /** 16 bits. */
  readonly firstSequence: number;
  /** Added to every timestamp; random, so that nobody can guess (RFC 3550 §5.1). */
  readonly timestampOffset: number;
}

export interface SenderStats {
  /** Packets and bytes of payload, not counting those sent again. */
  readonly packets: number;
  readonly bytes: number;
  readonly resentPackets: number;
  readonly resentBytes: number;
}

/**
 * One outgoing track to one viewer. Packets are shared by all viewers of a stream, and so is what is kept of them for
 * sending again: a packet that is given here holds this viewer's header until the next one writes its own, and is to be
 * sent at once.
 */
export class TrackSender {
  // Two lines of the processor's cache for each packet of each viewer, and no more.
  private readonly kept: (BlankPacket | undefined)[] = new Array(KEPT).fill(undefined);
  /** Timestamps, and behind the point whether it is marked. */
  private readonly stamps = new Float64Array(KEPT);
  /** By place in `kept`, ms. */
  private readonly resentAt = new Map<number, number>();
  private sequence: number;
  private packets = 0;
  private bytes = 0;
  private resentPackets = 0;
  private resentBytes = 0;
  private allowance = RESENT_BYTES_A_SECOND;
  private allowanceAt: number | undefined;

  constructor(private readonly options: TrackSenderOptions) {
    this.sequence = options.firstSequence & 0xffff;
  }

  /**
   * The next packet, whole. `timestamp`: in units of the codec's clock from any beginning, not wrapped; it is rounded.
   */
  packet(blank: BlankPacket, timestamp: number, marker: boolean): Buffer {
    const { sequence } = this;
    const at = sequence & (KEPT - 1);
    const stamp = this.wrap(timestamp);
    this.kept[at] = blank;
    this.stamps[at] = marker ? stamp + MARKED : stamp;
    if (this.resentAt.size > 0) this.resentAt.delete(at);
    this.sequence = (sequence + 1) & 0xffff;
    this.packets += 1;
    this.bytes += blank.length - RTP_HEADER_BYTES;
    return this.write(blank, sequence, stamp, marker);
  }

  /**
   * The packets asked for that are still kept, within what may be sent again, one at a time: what was sent twice, as
   * cached pictures are, is one packet under two numbers. `lost`: sequences, 16 bits. `now`: ms.
   */
  *resend(lost: readonly number[], now: number): Iterable<Buffer> {
    this.refill(now);
    for (const sequence of lost) {
      const age = (this.sequence - sequence) & 0xffff;
      if (age === 0 || age > KEPT) continue;
      const at = sequence & (KEPT - 1);
      const blank = this.kept[at];
      if (!blank || now - (this.resentAt.get(at) ?? Number.NEGATIVE_INFINITY) < RESEND_PAUSE_MS) continue;
      const bytes = blank.length - RTP_HEADER_BYTES;
      if (bytes > this.allowance) break;
      this.allowance -= bytes;
      this.resentAt.set(at, now);
      this.resentPackets += 1;
      this.resentBytes += bytes;
      const stamp = this.stamps[at] ?? 0;
      yield this.write(blank, sequence, Math.trunc(stamp), stamp % 1 !== 0);
    }
  }

  /** Says that `mediaMs` of the track's time line is `wallMs` (ms since 1970), so that tracks can be lined up. */
  report(wallMs: number, mediaMs: number): SenderReport {
    return {
      type: 'senderReport',
      ssrc: this.options.ssrc,
      ntp: wallMs,
      rtpTimestamp: this.wrap((mediaMs * this.options.clockRate) / 1_000),
      packets: (this.packets + this.resentPackets) >>> 0,
      bytes: (this.bytes + this.resentBytes) >>> 0,
      reports: [],
    };
  }

  stats(): SenderStats {
    const { packets, bytes, resentPackets, resentBytes } = this;
    return { packets, bytes, resentPackets, resentBytes };
  }

  private wrap(timestamp: number): number {
    return (Math.round(timestamp) + this.options.timestampOffset) >>> 0;
  }

  private refill(now: number): void {
    const passed = now - (this.allowanceAt ?? now);
    this.allowanceAt = now;
    const more = (Math.max(passed, 0) * RESENT_BYTES_A_SECOND) / 1_000;
    this.allowance = Math.min(this.allowance + more, RESENT_BYTES_A_SECOND);
  }

  /** `writeRtp` without its checks and calls: this runs for every packet of every viewer. */
  private write(bytes: BlankPacket, sequence: number, timestamp: number, marker: boolean): Buffer {
    const { ssrc, payloadType } = this.options;
    bytes[0] = 0x80;
    bytes[1] = marker ? payloadType | 0x80 : payloadType;
    bytes[2] = sequence >>> 8;
    bytes[3] = sequence;
    bytes[4] = timestamp >>> 24;
    bytes[5] = timestamp >>> 16;
    bytes[6] = timestamp >>> 8;
    bytes[7] = timestamp;
    bytes[8] = ssrc >>> 24;
    bytes[9] = ssrc >>> 16;
    bytes[10] = ssrc >>> 8;
    bytes[11] = ssrc;
    return bytes;
  }
}
