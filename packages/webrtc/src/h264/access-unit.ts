/** One picture as H.264 codes it: its NAL units, without start codes or lengths. */
export interface AccessUnit {
  readonly nals: readonly Buffer[];
  /** As the track's RTP timestamp, 32 bits. */
  readonly timestamp: number;
  /** Decoding can begin here: an IDR picture, and its parameter sets are in it or came before. */
  readonly isKey: boolean;
}
