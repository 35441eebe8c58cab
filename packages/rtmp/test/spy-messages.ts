import { ChunkReader } from '../src/chunk/chunk-reader.ts';
import { RtmpConnection } from '../src/connection/rtmp-connection.ts';

/** A whole message as a connection has read it, before anything is made of it. */
export interface SeenMessage {
  readonly remoteAddress: string;
  readonly type: number;
  readonly timestamp: number;
}

interface Reader {
  complete(stream: { type: number; timestamp: number }, deliver: unknown): void;
}

interface Connection {
  readonly remoteAddress: string;
  readChunks(reader: Reader, bytes: Buffer): void;
}

/** From now on tells of every message that any RTMP connection of this process reads, Set Chunk Size and Abort included. */
export function spyMessages(told: (message: SeenMessage) => void): void {
  const connection = RtmpConnection.prototype as unknown as Connection;
  const reader = ChunkReader.prototype as unknown as Reader;
  const { readChunks } = connection;
  const { complete } = reader;
  // Chunks are read at once, so whoever reads now is whose message is complete now.
  let remoteAddress = '';
  connection.readChunks = function (this: Connection, ...args) {
    remoteAddress = this.remoteAddress;
    readChunks.apply(this, args);
  };
  reader.complete = function (this: Reader, stream, deliver) {
    told({ remoteAddress, type: stream.type, timestamp: stream.timestamp });
    complete.call(this, stream, deliver);
  };
}
