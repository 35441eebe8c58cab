import type { MediaKind } from '../access/access.ts';
import type { PacketRole } from './media-packet.ts';

/** ffmpeg takes metadata at any other time for a stream of subtitles. */
export const METADATA_TIMESTAMP = 0;

/** One thing for a player, ready but for its framing. */
export interface Outgoing {
  kind: MediaKind | 'metadata';
  role: PacketRole;
  timestamp: number;
  payload: Buffer;
}

/** How media is put on a player's wire. Framings are shared singletons without state, so that batches can be shared. */
export interface Framing {
  readonly name: 'rtmp' | 'flv';
  /** What comes before the first packet, given the kinds that will follow. */
  preamble(kinds: ReadonlySet<MediaKind>): Buffer;
  /** The packets in one buffer. */
  encode(packets: readonly Outgoing[]): Buffer;
}

/** Where a player's bytes go. */
export interface Sink {
  readonly framing: Framing;
  /** Bytes handed over that have not left the process. */
  readonly pendingBytes: number;
  write(bytes: Buffer): void;
}
