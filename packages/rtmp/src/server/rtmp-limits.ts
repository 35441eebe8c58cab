/** Everything a peer can make the server spend. Each has a default; times are milliseconds. */
export interface RtmpLimits {
  /** Connections open at once, RTMP, FLV and what is attached together; more are closed on arrival. */
  connections: number;
  /** Connections open at once from one remote address. */
  connectionsPerAddress: number;
  /** Streams with a publisher or a waiting player. */
  streams: number;
  /** Characters of a stream name or app, parameters included. */
  nameLength: number;
  /** Bytes of one message, and of all messages being assembled on one connection together. */
  messageBytes: number;
  /** Chunk streams a peer may use on one connection. */
  chunkStreams: number;
  /** The largest chunk size a peer may set. */
  chunkBytes: number;
  /** How deep AMF0 objects may nest. */
  amfDepth: number;
  /** Bytes of one AMF0 string or key. */
  amfStringBytes: number;
  /** AMF0 values in one message. */
  amfEntries: number;
  /** From TCP accept to the end of the handshake. */
  handshakeMs: number;
  /** From the handshake, or from the end of the last publish or play, to `publish` or `play`. */
  idleMs: number;
  /** How long `authorise` may take before the peer is refused. */
  authoriseMs: number;
  /** Bytes kept from a peer that sends while it is being authorised; then its socket is paused. */
  pendingBytes: number;
  /** After this silence a peer is pinged. */
  pingAfterMs: number;
  /** A publisher, or a player that has answered before, is gone when this passes after a ping without a byte. */
  pingTimeoutMs: number;
  /** A kind is `stalled` when no packet of it came for this long. */
  stalledAfterMs: number;
  /** Bytes of the cached group of pictures. A longer one is not cached: late players wait for the next keyframe. */
  gopBytes: number;
  /** Packets of the cached group of pictures. */
  gopPackets: number;
  /** Bytes a player may be behind before its video is dropped to the next keyframe. */
  queueBytes: number;
  /** Milliseconds a player may be behind before the same. */
  queueMs: number;
  /** Bytes handed to a socket and not drained, above which it gets no more. */
  windowBytes: number;
  /** A player whose socket takes nothing for this long is disconnected. */
  stalledReaderMs: number;
  /** Media is written to each player once in this long. */
  writeEveryMs: number;
  /** Bytes of unsent replies after which a peer that asks but does not read is disconnected. */
  replyBytes: number;
}

export const DEFAULT_LIMITS: Readonly<RtmpLimits> = {
  connections: 4_000,
  connectionsPerAddress: 1_000,
  streams: 2_000,
  nameLength: 4_096,
  messageBytes: 4 * 1024 * 1024,
  chunkStreams: 64,
  chunkBytes: 16 * 1024 * 1024,
  amfDepth: 8,
  amfStringBytes: 65_536,
  amfEntries: 1_024,
  handshakeMs: 5_000,
  idleMs: 15_000,
  authoriseMs: 10_000,
  pendingBytes: 256 * 1024,
  pingAfterMs: 5_000,
  pingTimeoutMs: 10_000,
  stalledAfterMs: 3_000,
  gopBytes: 6 * 1024 * 1024,
  gopPackets: 3_000,
  queueBytes: 2 * 1024 * 1024,
  queueMs: 3_000,
  windowBytes: 64 * 1024,
  stalledReaderMs: 10_000,
  writeEveryMs: 25,
  replyBytes: 128 * 1024,
};
