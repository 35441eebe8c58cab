import type { MediaKind } from '../access/access.ts';
import type { PlayerProtocol } from './framing.ts';

/** What one player was given so far. Bytes count from when it came. */
export interface PlayerStats {
  connectionId: string;
  grant: string;
  protocol: PlayerProtocol;
  kinds: readonly MediaKind[];
  sentBytes: number;
  /** Packets it was too slow for. */
  droppedPackets: number;
  /** Bytes its socket holds. */
  pendingBytes: number;
}

/** One kind as it comes from the publisher. */
export interface KindStats {
  status: 'waiting' | 'live' | 'stalled';
  bytes: number;
  packets: number;
  /** Over the last full second. */
  bitsPerSecond: number;
  /** Packets not taken, since the push grant does not name the kind or no keyframe had come. */
  droppedPackets: number;
}

/** A stream as it is now; a copy. */
export interface StreamStats {
  stream: string;
  publisher: { connectionId: string; grant: string; kinds: readonly MediaKind[] } | undefined;
  audio: KindStats;
  video: KindStats;
  players: readonly PlayerStats[];
  /** Bytes of packets kept: cached pictures and what players have not been sent. */
  cachedBytes: number;
}
