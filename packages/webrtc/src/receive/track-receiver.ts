import { toShortNtp } from '../rtcp/ntp-time.ts';
import type { RtcpPacket, SenderReport } from '../rtcp/rtcp-packet.ts';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import { unwrap16 } from '../rtp/unwrap.ts';
import { MissingPackets } from './missing-packets.ts';
import { Reception } from './reception.ts';

/** A sequence further away than this is another counter's (RFC 3550 A.1, MAX_DROPOUT). */
const JUMP = 3_000;
const REPORT_MS = 1_000;
/** How long a missing packet is waited for, and how many may be missing or held back meanwhile. */
const WITH_NACK = { waitMs: 500, missing: 512, held: 1_024 };
const WITHOUT_NACK = { waitMs: 60, missing: 64, held: 64 };

export interface TrackReceiverOptions {
  /** Of the codec, in Hz. */
  readonly clockRate: number;
  /** By which this side signs its reports. */
  readonly localSsrc: number;
  /** Whether the sender sends packets again that are asked for. */
  readonly canNack: boolean;
}

/** Who takes a track's packets, each once and in order. */
export interface TrackListener {
  packet(packet: RtpPacket): void;
  /** One or more packets between the last one and the next are gone for good. */
  lost(): void;
}

export interface ReceiverStats {
  readonly ssrc: number | undefined;
  /** Datagrams and bytes of payload, duplicates too. */
  readonly packets: number;
  readonly bytes: number;
  /** Packets that came after they had been asked for. */
  readonly recovered: number;
  /** Packets given up. */
  readonly lost: number;
  /** Duplicates, and packets that came after they were given up. */
  readonly unused: number;
  readonly jitterMs: number;
  readonly roundTripMs: number;
  /** Packets that wait for an earlier one. */
  readonly held: number;
  /** Packets that are waited for. */
  readonly missing: number;
}

/** One sender's run of sequences, unwrapped. */
interface Source {
  readonly ssrc: number;
  readonly reception: Reception;
  /** To be delivered next; when it is not above `highest`, it is missing. */
  next: number;
  highest: number;
  readonly held: Map<number, RtpPacket>;
}

/**
 * One incoming track: puts packets in order, asks for missing ones, and reports. All times are ms of one clock. A new
 * SSRC or a jump of the sequence is a new beginning once two packets in a row show it.
 */
export class TrackReceiver {
  private readonly limits: typeof WITH_NACK;
  private readonly missing: MissingPackets;
  private source: Source | undefined;
  /** A packet that belongs to no run so far. */
  private stranger: RtpPacket | undefined;
  private isLossTold = false;
  private reportAt = 0;
  private readonly counts = { packets: 0, bytes: 0, recovered: 0, lost: 0, unused: 0 };

  constructor(
    private readonly options: TrackReceiverOptions,
    private readonly listener: TrackListener,
  ) {
    this.limits = options.canNack ? WITH_NACK : WITHOUT_NACK;
    this.missing = new MissingPackets(this.limits.waitMs, options.canNack);
  }

  receive(packet: RtpPacket, now: number): void {
    this.counts.packets += 1;
    this.counts.bytes += packet.payload.length;
    const { source } = this;
    if (!source) {
      this.reportAt = now + REPORT_MS;
      this.accept(this.begin(packet), packet, now);
    } else if (!isStrange(source, packet)) {
      this.accept(source, packet, now);
    } else if (this.stranger && isNextOf(this.stranger, packet)) {
      this.restart(source, this.stranger, packet, now);
    } else this.stranger = packet;
  }

  /** Takes the sender's report of this track; false where it is known to be of another. */
  senderReport(report: SenderReport, now: number): boolean {
    const { source } = this;
    if (!source) return true;
    if (report.ssrc !== source.ssrc) return false;
    source.reception.senderReport(toShortNtp(report.ntp), now);
    return true;
  }

  /** Gives up what is over, and tells what is to be sent: NACKs, and a report each second. To be called every 20 ms. */
  tick(now: number): RtcpPacket[] {
    const { source } = this;
    if (!source) return [];
    this.giveUpOver(source, now);
    const packets: RtcpPacket[] = [];
    if (now >= this.reportAt) {
      this.reportAt = now + REPORT_MS;
      const report = source.reception.report(source.ssrc, now);
      packets.push({
        type: 'receiverReport',
        ssrc: this.options.localSsrc,
        reports: report ? [report] : [],
      });
    }
    const lost = this.missing.ask(now).map((sequence) => sequence & 0xffff);
    if (lost.length > 0)
      packets.push({ type: 'nack', senderSsrc: this.options.localSsrc, mediaSsrc: source.ssrc, lost });
    return packets;
  }

  stats(): ReceiverStats {
    return {
      ...this.counts,
      ssrc: this.source?.ssrc,
      jitterMs: this.source?.reception.jitterMs ?? 0,
      roundTripMs: this.missing.roundTripMs,
      held: this.source?.held.size ?? 0,
      missing: this.missing.size,
    };
  }

  private begin(packet: RtpPacket): Source {
    const { ssrc, sequence } = packet;
    const reception = new Reception(sequence, this.options.clockRate);
    this.source = { ssrc, reception, next: sequence, highest: sequence - 1, held: new Map() };
    return this.source;
  }

  private restart(old: Source, stranger: RtpPacket, packet: RtpPacket, now: number): void {
    while (old.held.size > 0) this.skipGap(old);
    this.tellLoss();
    this.missing.clear();
    this.stranger = undefined;
    const source = this.begin(stranger);
    this.accept(source, stranger, now);
    this.accept(source, packet, now);
  }

  private accept(source: Source, packet: RtpPacket, now: number): void {
    const sequence = unwrap16(source.highest, packet.sequence);
    source.reception.add(sequence, packet.timestamp, now);
    if (sequence < source.next || source.held.has(sequence)) {
      this.counts.unused += 1;
      this.missing.repeated(sequence, now);
      return;
    }
    if (sequence > source.highest) this.advance(source, sequence, now);
    else if (this.missing.found(sequence, now)) this.counts.recovered += 1;
    source.held.set(sequence, packet);
    this.deliver(source);
    while (source.held.size > this.limits.held || this.missing.size > this.limits.missing)
      this.skipGap(source);
  }

  private advance(source: Source, sequence: number, now: number): void {
    // What comes now is no late packet of an old run: whoever sent the stranger is not taking over.
    this.stranger = undefined;
    const first = source.highest + 1;
    source.highest = sequence;
    if (sequence - first > this.limits.missing) {
      // Too long a gap to fill: everything up to here is over.
      while (source.held.size > 0) this.skipGap(source);
      this.tellLoss();
      this.counts.lost += sequence - source.next;
      source.next = sequence;
      return;
    }
    for (let missing = first; missing < sequence; missing += 1) this.missing.add(missing, now);
  }

  private deliver(source: Source): void {
    for (;;) {
      const packet = source.held.get(source.next);
      if (!packet) return;
      source.held.delete(source.next);
      source.next += 1;
      this.isLossTold = false;
      this.listener.packet(packet);
    }
  }

  /** Gives up what is missing before the first packet held, and delivers that. */
  private skipGap(source: Source): void {
    while (!source.held.has(source.next) && source.next <= source.highest) this.giveUpNext(source);
    this.deliver(source);
  }

  private giveUpOver(source: Source, now: number): void {
    while (source.next <= source.highest && this.missing.isOver(source.next, now)) {
      this.giveUpNext(source);
      this.deliver(source);
    }
  }

  private giveUpNext(source: Source): void {
    this.tellLoss();
    this.missing.forget(source.next);
    this.counts.lost += 1;
    source.next += 1;
  }

  private tellLoss(): void {
    if (this.isLossTold) return;
    this.isLossTold = true;
    this.listener.lost();
  }
}

function isStrange(source: Source, packet: RtpPacket): boolean {
  if (packet.ssrc !== source.ssrc) return true;
  return Math.abs(unwrap16(source.highest, packet.sequence) - source.highest) > JUMP;
}

function isNextOf(stranger: RtpPacket, packet: RtpPacket): boolean {
  return packet.ssrc === stranger.ssrc && packet.sequence === ((stranger.sequence + 1) & 0xffff);
}
