import type { RtmpMessage } from '../src/chunk/message.ts';

export type { RtmpMessage };

interface Header {
  type: number;
  streamId: number;
  length: number;
  timestamp: number;
  delta: number | undefined;
}

interface Open {
  message: RtmpMessage;
  sent: number;
  extended: number | undefined;
}

/**
 * The sending half of RTMP chunking, written from RTMP 1.0 §5.3.1 apart from our own writer: it uses the shortest
 * header that a message allows (or a longer one, on demand), interleaves, and changes its chunk size at any time.
 */
export class ChunkPeer {
  chunkBytes = 128;
  private readonly headers = new Map<number, Header>();
  private readonly open = new Map<number, Open>();

  /** The chunk streams that have a message under way. */
  get unfinished(): number[] {
    return [...this.open.keys()];
  }

  /** The first chunk of a message. `longest` forbids shorter headers than this format. */
  begin(chunkStream: number, message: RtmpMessage, longest = 3): Buffer {
    const last = this.headers.get(chunkStream);
    const { type, streamId, timestamp, payload } = message;
    const delta = last && timestamp >= last.timestamp ? timestamp - last.timestamp : undefined;
    let format = 0;
    if (last && delta !== undefined && last.streamId === streamId) {
      format = 1;
      if (last.type === type && last.length === payload.length) format = last.delta === delta ? 3 : 2;
    }
    format = Math.min(format, longest);
    const value = format === 0 ? timestamp : (delta ?? 0);
    const extended = value >= 0xffffff ? value : undefined;
    const header = Buffer.alloc([11, 7, 3, 0][format] ?? 0);
    if (format < 3) header.writeUIntBE(Math.min(value, 0xffffff), 0, 3);
    if (format < 2) {
      header.writeUIntBE(payload.length, 3, 3);
      header.writeUInt8(type, 6);
    }
    if (format === 0) header.writeUInt32LE(streamId, 7);
    this.headers.set(chunkStream, { type, streamId, length: payload.length, timestamp, delta: value });
    this.open.set(chunkStream, { message, sent: 0, extended });
    return Buffer.concat([basic(format, chunkStream), header, this.payload(chunkStream)]);
  }

  /** The next chunk of the message under way. */
  proceed(chunkStream: number): Buffer {
    return Buffer.concat([basic(3, chunkStream), this.payload(chunkStream)]);
  }

  /** All chunks of a message. */
  whole(chunkStream: number, message: RtmpMessage, longest = 3): Buffer {
    const chunks = [this.begin(chunkStream, message, longest)];
    while (this.open.has(chunkStream)) chunks.push(this.proceed(chunkStream));
    return Buffer.concat(chunks);
  }

  /** Set Chunk Size, which counts from the next chunk on, in the middle of other streams' messages too. */
  setChunkBytes(size: number): Buffer {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(size);
    const bytes = this.whole(2, { type: 1, streamId: 0, timestamp: 0, payload }, 0);
    this.chunkBytes = size;
    return bytes;
  }

  private payload(chunkStream: number): Buffer {
    const open = this.open.get(chunkStream);
    if (!open) throw new Error(`nothing is under way on chunk stream ${chunkStream}`);
    const bytes = open.message.payload.subarray(open.sent, open.sent + this.chunkBytes);
    open.sent += bytes.length;
    if (open.sent === open.message.payload.length) this.open.delete(chunkStream);
    if (open.extended === undefined) return bytes;
    const extended = Buffer.alloc(4);
    extended.writeUInt32BE(open.extended);
    return Buffer.concat([extended, bytes]);
  }
}

function basic(format: number, chunkStream: number): Buffer {
  if (chunkStream < 64) return Buffer.of((format << 6) | chunkStream);
  if (chunkStream < 320) return Buffer.of(format << 6, chunkStream - 64);
  return Buffer.of((format << 6) | 1, (chunkStream - 64) & 0xff, (chunkStream - 64) >> 8);
}
