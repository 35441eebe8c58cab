import type { AacConfig } from '../flv/aac-config.ts';

/** Turns the sound of one stream from one codec into another; a port, so that a codec in this process can take its place. */
export interface AudioTranscoder {
  /** Takes one packet as it is in RTP or RTMP; `timestamp` in milliseconds. Never throws, and drops what is too much. */
  push(packet: Buffer, timestamp: number): void;
  close(): void;
}

export interface TranscoderListener {
  /** A codec begins, the first one or one in place of another that died: until it has caught up, what comes is late. */
  begun?(): void;
  /** One packet of the other codec, on the time line of what was pushed. */
  packet(packet: Buffer, timestamp: number): void;
}

/** What an engine of transcoding offers. */
export interface TranscoderFactory {
  /** The AudioSpecificConfig of the AAC that `toAac` makes. */
  readonly aac: Buffer;
  toAac(listener: TranscoderListener): AudioTranscoder;
  toOpus(from: AacConfig, listener: TranscoderListener): AudioTranscoder;
}
