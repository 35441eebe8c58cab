import type { MediaKind } from '../access/access.ts';
import type { MediaPacket } from './media-packet.ts';
import type { Metadata } from './metadata.ts';

/** Metadata in its place among the packets; `pushKinds` are those the publisher may send. */
export interface MetadataPacket {
  kind: 'metadata';
  metadata: Metadata;
  pushKinds: ReadonlySet<MediaKind>;
}

export interface LogEntry {
  packet: MediaPacket | MetadataPacket;
  /** When it arrived, in ms of a monotonic clock. */
  at: number;
  /** Bytes of all entries before it, ever. */
  offset: number;
}

export interface LogBounds {
  gopBytes: number;
  gopPackets: number;
  queueBytes: number;
  queueMs: number;
}

/**
 * The recent past of one stream: the cached group of pictures and whatever players have not been sent yet, once for
 * all of them. A player is a position in it, so a hundred slow players cost no more memory than one.
 */
export class StreamLog {
  private entries: LogEntry[] = [];
  private firstSeq = 0;
  private totalBytes = 0;
  private key: number | undefined;

  constructor(private readonly bounds: LogBounds) {}

  /** The oldest entry's number. */
  get first(): number {
    return this.firstSeq;
  }

  /** The number the next entry will have. */
  get next(): number {
    return this.firstSeq + this.entries.length;
  }

  get bytes(): number {
    return this.totalBytes - (this.entries[0]?.offset ?? this.totalBytes);
  }

  /** Where the cached group of pictures begins: the newest keyframe, unless it is too old or its header has changed. */
  get gopStart(): number | undefined {
    return this.key;
  }

  at(seq: number): LogEntry | undefined {
    return this.entries[seq - this.firstSeq];
  }

  /** Bytes of the entries from `seq` on. */
  bytesSince(seq: number): number {
    return this.totalBytes - (this.at(Math.max(seq, this.firstSeq))?.offset ?? this.totalBytes);
  }

  append(packet: MediaPacket | MetadataPacket, now: number): void {
    if (packet.kind === 'video' && packet.role === 'key') this.key = this.next;
    this.entries.push({ packet, at: now, offset: this.totalBytes });
    this.totalBytes += packet.kind === 'metadata' ? packet.metadata.bytes : packet.payload.length;
    this.trim(now);
  }

  /** What came before can no longer be decoded by who comes now. */
  forgetGop(): void {
    this.key = undefined;
  }

  private trim(now: number): void {
    const { gopBytes, gopPackets, queueBytes, queueMs } = this.bounds;
    if (this.key !== undefined) {
      const isTooLong = this.bytesSince(this.key) > gopBytes || this.next - this.key > gopPackets;
      if (isTooLong) this.key = undefined;
    }
    // Twice the queue, since audio is kept for longer than video.
    let count = 0;
    for (const entry of this.entries) {
      const seq = this.firstSeq + count;
      if (this.key !== undefined && seq >= this.key) break;
      const isKept = now - entry.at <= 2 * queueMs && this.totalBytes - entry.offset <= queueBytes;
      if (isKept && this.entries.length - count <= gopPackets) break;
      count += 1;
    }
    if (count === 0) return;
    this.entries.splice(0, count);
    this.firstSeq += count;
  }
}
