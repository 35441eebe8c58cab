import { MessageType, type RtmpMessage } from './message.ts';

/** Bounds on what a peer's chunks may make us keep. */
export interface ChunkLimits {
  /** Bytes of one message, and of all messages being assembled on one connection together. */
  messageBytes: number;
  /** Chunk streams a peer may use on one connection. */
  chunkStreams: number;
  /** The largest chunk size a peer may set. */
  chunkBytes: number;
}

/** RTMP 1.0 §5.4.1: chunks have 128 bytes until a peer says otherwise. */
export const DEFAULT_CHUNK_BYTES = 128;
const EXTENDED = 0xffffff;
/** Memory for a message is taken as it arrives: a declared length costs nothing. */
const FIRST_ALLOCATION = 16_384;

interface ChunkStream {
  type: number;
  streamId: number;
  length: number;
  timestamp: number;
  /** What a type 3 chunk that starts a message adds (RTMP 1.0 §5.3.1.2.4). */
  delta: number;
  /** The extended timestamp field as it stood in the last header, if there was one. */
  extended: number | undefined;
  assembly: Assembly | undefined;
}

interface Assembly {
  buffer: Buffer;
  received: number;
}

/**
 * Puts messages together from chunks that arrive in any pieces. Set Chunk Size and Abort are obeyed here, since they
 * change how the next byte is read; every other message is delivered.
 */
export class ChunkReader {
  private readonly streams = new Map<number, ChunkStream>();
  private chunkBytes = DEFAULT_CHUNK_BYTES;
  private assembling = 0;
  /** The start of a chunk header whose rest has not arrived. */
  private tail: Buffer = Buffer.alloc(0);
  private current: { stream: ChunkStream; left: number } | undefined;
  private fault: string | undefined;

  constructor(private readonly limits: ChunkLimits) {}

  /** Takes the next bytes. Gives a fault, now and ever after, when they break the protocol or a limit; never throws. */
  read(data: Buffer, deliver: (message: RtmpMessage) => void): string | undefined {
    if (this.fault !== undefined) return this.fault;
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, data]) : data;
    let offset = 0;
    for (;;) {
      if (this.current) {
        if (offset >= bytes.length) break;
        offset += this.readPayload(this.current, bytes, offset, deliver);
      } else {
        const used = this.readHeader(bytes, offset, deliver);
        if (used === 0) break;
        offset += used;
      }
      if (this.fault !== undefined) return this.fault;
    }
    // A copy, so that a few bytes do not keep a whole socket read alive.
    this.tail = Buffer.from(bytes.subarray(offset));
    return this.fault;
  }

  /** Reads one chunk header (RTMP 1.0 §5.3.1); gives its length, or 0 when it is not all there. */
  private readHeader(bytes: Buffer, start: number, deliver: (message: RtmpMessage) => void): number {
    const available = bytes.length - start;
    const first = bytes[start];
    if (first === undefined) return 0;
    const basicLength = (first & 0x3f) === 0 ? 2 : (first & 0x3f) === 1 ? 3 : 1;
    const format = first >> 6;
    const messageHeaderLength = [11, 7, 3, 0][format] ?? 0;
    let offset = start + basicLength + messageHeaderLength;
    if (available < basicLength + messageHeaderLength) return 0;

    const id = chunkStreamId(bytes, start, basicLength);
    const known = this.streams.get(id);
    if (!known && format !== 0) {
      // librtmp starts chunk stream 2 with a type 1 header; everything a type 1 leaves out is then zero.
      if (format !== 1) return this.fail(`chunk stream ${id} starts with a type ${format} header`);
    }
    if (!known && this.streams.size >= this.limits.chunkStreams) {
      return this.fail(`more than ${this.limits.chunkStreams} chunk streams`);
    }
    const stream = known ?? emptyStream();
    if (stream.assembly && format !== 3) {
      return this.fail(`chunk stream ${id} starts a message in the middle of another`);
    }

    const at = start + basicLength;
    const field = format < 3 ? bytes.readUIntBE(at, 3) : undefined;
    let extended: number | undefined;
    if (field === EXTENDED || (field === undefined && stream.extended !== undefined)) {
      if (bytes.length < offset + 4) return 0;
      extended = bytes.readUInt32BE(offset);
      offset += 4;
      // RTMP 1.0 §5.3.1.3 repeats the field on type 3 chunks, yet some encoders leave it out: then these four bytes
      // are payload. Within a message the field cannot have changed, so a difference tells.
      if (stream.assembly && extended !== stream.extended) {
        extended = stream.extended;
        offset -= 4;
      }
    }

    if (!stream.assembly) {
      if (format < 2) {
        stream.length = bytes.readUIntBE(at + 3, 3);
        stream.type = bytes.readUInt8(at + 6);
      }
      if (format === 0) stream.streamId = bytes.readUInt32LE(at + 7);
      if (field !== undefined) stream.delta = extended ?? field;
      stream.timestamp = format === 0 ? stream.delta : (stream.timestamp + stream.delta) >>> 0;
      stream.extended = extended;
      if (!this.begin(stream)) return this.fail(`a message is longer than ${this.limits.messageBytes} bytes`);
    }
    this.streams.set(id, stream);
    const assembly = stream.assembly as Assembly | undefined;
    if (assembly && stream.length > 0) {
      this.current = { stream, left: Math.min(this.chunkBytes, stream.length - assembly.received) };
    } else {
      this.complete(stream, deliver);
    }
    return offset - start;
  }

  private begin(stream: ChunkStream): boolean {
    const size = Math.min(stream.length, FIRST_ALLOCATION);
    if (stream.length > this.limits.messageBytes || this.assembling + size > this.limits.messageBytes)
      return false;
    this.assembling += size;
    stream.assembly = { buffer: Buffer.allocUnsafe(size), received: 0 };
    return true;
  }

  private readPayload(
    current: { stream: ChunkStream; left: number },
    bytes: Buffer,
    offset: number,
    deliver: (message: RtmpMessage) => void,
  ): number {
    const assembly = current.stream.assembly;
    if (!assembly) return 0;
    const count = Math.min(current.left, bytes.length - offset);
    if (!this.reserve(assembly, current.stream.length, count)) {
      return this.fail(`messages under way are longer than ${this.limits.messageBytes} bytes`);
    }
    bytes.copy(assembly.buffer, assembly.received, offset, offset + count);
    assembly.received += count;
    current.left -= count;
    if (current.left === 0) {
      this.current = undefined;
      if (assembly.received === current.stream.length) this.complete(current.stream, deliver);
    }
    return count;
  }

  private reserve(assembly: Assembly, length: number, count: number): boolean {
    const needed = assembly.received + count;
    if (needed <= assembly.buffer.length) return true;
    const size = Math.min(length, Math.max(needed, assembly.buffer.length * 2));
    this.assembling += size - assembly.buffer.length;
    if (this.assembling > this.limits.messageBytes) return false;
    const grown = Buffer.allocUnsafe(size);
    assembly.buffer.copy(grown, 0, 0, assembly.received);
    assembly.buffer = grown;
    return true;
  }

  private complete(stream: ChunkStream, deliver: (message: RtmpMessage) => void): void {
    const payload = stream.assembly?.buffer ?? Buffer.alloc(0);
    this.release(stream);
    if (stream.type === MessageType.setChunkSize) this.setChunkSize(payload);
    else if (stream.type === MessageType.abort) this.abort(payload);
    else deliver({ type: stream.type, streamId: stream.streamId, timestamp: stream.timestamp, payload });
  }

  private release(stream: ChunkStream): void {
    this.assembling -= stream.assembly?.buffer.length ?? 0;
    stream.assembly = undefined;
  }

  private setChunkSize(payload: Buffer): void {
    const size = payload.length >= 4 ? payload.readUInt32BE(0) : 0;
    if (size < 1 || size > this.limits.chunkBytes) this.fail(`chunk size ${size} is not within our bounds`);
    else this.chunkBytes = size;
  }

  /** RTMP 1.0 §5.4.2: forget the message that this chunk stream has begun. */
  private abort(payload: Buffer): void {
    const stream = payload.length >= 4 ? this.streams.get(payload.readUInt32BE(0)) : undefined;
    if (stream) this.release(stream);
  }

  private fail(fault: string): 0 {
    this.fault = fault;
    return 0;
  }
}

function emptyStream(): ChunkStream {
  return {
    type: 0,
    streamId: 0,
    length: 0,
    timestamp: 0,
    delta: 0,
    extended: undefined,
    assembly: undefined,
  };
}

function chunkStreamId(bytes: Buffer, start: number, basicLength: number): number {
  if (basicLength === 1) return bytes.readUInt8(start) & 0x3f;
  if (basicLength === 2) return bytes.readUInt8(start + 1) + 64;
  return bytes.readUInt16LE(start + 1) + 64;
}
