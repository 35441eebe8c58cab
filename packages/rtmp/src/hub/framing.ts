import type { MediaKind } from '../access/access.ts';
import type { MediaPacket, PacketRole } from './media-packet.ts';

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

/** How a player of ours is reached. */
export type PlayerProtocol = 'rtmp' | 'ws-flv' | 'http-flv';

/** Where a player's packets go. */
export type Sink = ByteSink | PacketSink;

/** The wire of a player: bytes, as it can take them, a few times in a tick. */
export interface ByteSink {
  readonly protocol: PlayerProtocol;
  readonly framing: Framing;
  /** Bytes handed over that have not left the process. */
  readonly pendingBytes: number;
  write(bytes: Buffer): void;
}

/** A bridge to another protocol: packets as they are, at once. It takes whatever comes. */
export interface PacketSink {
  take(packet: MediaPacket): void;
}
