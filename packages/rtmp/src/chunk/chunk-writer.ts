import { DEFAULT_CHUNK_BYTES } from './chunk-reader.ts';
import type { RtmpMessage } from './message.ts';

const EXTENDED = 0xffffff;

/** Where `writeMessage` begins a message: its chunk stream (2–63), and how large chunks are. */
export interface ChunkForm {
  chunkStream: number;
  chunkBytes?: number;
}

/** How many bytes `writeMessage` will use. */
export function messageSize(message: RtmpMessage, chunkBytes = DEFAULT_CHUNK_BYTES): number {
  const { length } = message.payload;
  const extended = message.timestamp >= EXTENDED ? 4 : 0;
  const continuations = Math.max(0, Math.ceil(length / chunkBytes) - 1);
  return 12 + extended + length + continuations * (1 + extended);
}

/**
 * Writes a message into `target` at `offset` as one type 0 chunk and, where the payload is longer than a chunk, type 3
 * chunks; gives the offset behind it. Always type 0, so that the same bytes suit every reader, whatever it got before.
 */
export function writeMessage(message: RtmpMessage, form: ChunkForm, target: Buffer, offset: number): number {
  const { chunkStream, chunkBytes = DEFAULT_CHUNK_BYTES } = form;
  const { payload, timestamp } = message;
  const isExtended = timestamp >= EXTENDED;
  let at = offset;
  at = target.writeUInt8(chunkStream, at);
  at = target.writeUIntBE(isExtended ? EXTENDED : timestamp, at, 3);
  at = target.writeUIntBE(payload.length, at, 3);
  at = target.writeUInt8(message.type, at);
  at = target.writeUInt32LE(message.streamId, at);
  if (isExtended) at = target.writeUInt32BE(timestamp, at);
  for (let start = 0; start < payload.length; start += chunkBytes) {
    if (start > 0) {
      at = target.writeUInt8(0xc0 | chunkStream, at);
      // RTMP 1.0 §5.3.1.3: type 3 chunks repeat the extended timestamp.
      if (isExtended) at = target.writeUInt32BE(timestamp, at);
    }
    at += payload.copy(target, at, start, start + chunkBytes);
  }
  return at;
}

/** One message in a buffer of its own. */
export function encodeMessage(message: RtmpMessage, form: ChunkForm): Buffer {
  const target = Buffer.allocUnsafe(messageSize(message, form.chunkBytes));
  writeMessage(message, form, target, 0);
  return target;
}
