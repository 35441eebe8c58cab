/** The two things a stream can carry. */
export type MediaKind = 'audio' | 'video';

/**
 * What a packet is to whoever decodes it. `header`: how to decode what follows. `key`: decoding can begin here (every
 * audio frame). `delta`: needs the video before it.
 */
export type PacketRole = 'header' | 'key' | 'delta';

/** One audio or video packet as FLV and RTMP carry it: H.264 in AVCC form, AAC without ADTS. */
export interface FlvPacket {
  readonly kind: MediaKind;
  readonly role: PacketRole;
  /** Milliseconds on the stream's own time line, the same for both kinds; it need not be whole. */
  readonly timestamp: number;
  /** The FLV tag body, which is also the RTMP message payload. */
  readonly payload: Buffer;
}
