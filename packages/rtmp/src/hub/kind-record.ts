import { type BitRate, bitsPerSecond, countBytes } from './bit-rate.ts';
import type { MediaState } from './media-state.ts';
import type { KindStats } from './stream-stats.ts';

/** One kind of one stream: its state, its present header, and what has been counted of it. */
export interface KindRecord {
  state: MediaState;
  header: Buffer | undefined;
  rate: BitRate;
  bytes: number;
  packets: number;
  droppedPackets: number;
}

export function newKindRecord(): KindRecord {
  return {
    state: { status: 'waiting' },
    header: undefined,
    rate: { since: 0, bytes: 0, bitsPerSecond: 0 },
    bytes: 0,
    packets: 0,
    droppedPackets: 0,
  };
}

/** Counts what came from the publisher, in place. */
export function countPackets(record: KindRecord, bytes: number, packets: number, now: number): void {
  record.rate = countBytes(record.rate, bytes, now);
  record.bytes += bytes;
  record.packets += packets;
}

export function kindStats(
  { state, bytes, packets, droppedPackets, rate }: KindRecord,
  now: number,
): KindStats {
  return { status: state.status, bytes, packets, droppedPackets, bitsPerSecond: bitsPerSecond(rate, now) };
}
