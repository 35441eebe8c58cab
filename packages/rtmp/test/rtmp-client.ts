import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { EventLog } from '@callgrid/test-kit';
import type { Amf0Value } from '../src/amf0/amf0-value.ts';
import { writeAmf0 } from '../src/amf0/write-amf0.ts';
import { ChunkReader } from '../src/chunk/chunk-reader.ts';
import { encodeMessage } from '../src/chunk/chunk-writer.ts';
import { MessageType, type RtmpMessage } from '../src/chunk/message.ts';
import { DEFAULT_LIMITS } from '../src/index.ts';
import { type Command, readCommand } from '../src/session/command.ts';

export { type Amf0Value, MessageType, writeAmf0 };

/** A peer under our control, down to the byte. */
export class RtmpClient {
  readonly messages = new EventLog<RtmpMessage>();
  readonly commands = new EventLog<Command>();
  readonly closed: Promise<void>;
  /** S0, S1 and S2 as they came. */
  handshake: Buffer = Buffer.alloc(0);
  private readonly reader = new ChunkReader(DEFAULT_LIMITS);

  private constructor(readonly socket: Socket) {
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => {});
  }

  /** Connects and shakes hands with the given C1 (by default a simple one), sent in pieces of `pieceBytes`. */
  static async open(port: number, c1 = simpleC1(), pieceBytes = 4_096): Promise<RtmpClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RtmpClient(socket);
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    await client.writeInPieces(Buffer.concat([Buffer.of(3), c1]), pieceBytes);
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('closed in the handshake')));
      socket.on('data', (bytes) => {
        const isDone = client.handshake.length >= 3_073;
        if (isDone) return client.receive(bytes);
        client.handshake = Buffer.concat([client.handshake, bytes]);
        if (client.handshake.length < 3_073) return;
        const rest = client.handshake.subarray(3_073);
        client.handshake = client.handshake.subarray(0, 3_073);
        if (rest.length > 0) client.receive(rest);
        resolve();
      });
    });
    await client.writeInPieces(Buffer.from(client.handshake.subarray(1, 1_537)), pieceBytes);
    return client;
  }

  send(message: RtmpMessage, chunkStream = 3): void {
    this.socket.write(encodeMessage(message, { chunkStream }));
  }

  command(...values: Amf0Value[]): void {
    this.send({ type: MessageType.commandAmf0, streamId: 1, timestamp: 0, payload: writeAmf0(...values) });
  }

  /** `connect`, as far as its result. */
  async connect(properties: Record<string, Amf0Value> = { app: 'live' }): Promise<void> {
    this.command('connect', 1, properties);
    await this.commands.until((command) => command.name === '_result' && command.transaction === 1);
  }

  /** Publishes, as far as the answer; gives its code. */
  async publish(stream: string): Promise<Amf0Value> {
    this.command('publish', 0, null, stream, 'live');
    return this.status(/^NetStream\.Publish/);
  }

  async play(stream: string): Promise<Amf0Value> {
    this.command('play', 0, null, stream);
    return this.status(/^NetStream\.Play\.(?!Reset)/);
  }

  async status(code: RegExp): Promise<Amf0Value> {
    const isIt = (command: Command) => command.name === 'onStatus' && code.test(statusCode(command));
    return statusCode(await this.commands.until(isIt));
  }

  media(kind: 'audio' | 'video', timestamp: number, payload: Buffer): void {
    const type = MessageType[kind];
    this.send({ type, streamId: 1, timestamp, payload }, kind === 'audio' ? 4 : 6);
  }

  /** Media and metadata messages received, in order. */
  get received(): RtmpMessage[] {
    const types: number[] = [MessageType.audio, MessageType.video, MessageType.dataAmf0];
    return this.messages.entries.filter((message) => types.includes(message.type));
  }

  /** From now on reads and forgets. */
  discard(): void {
    this.socket.removeAllListeners('data');
    this.socket.resume();
  }

  end(): void {
    this.socket.destroy();
  }

  /** Each piece leaves in a packet of its own, as far as a kernel can be made to. */
  private async writeInPieces(bytes: Buffer, pieceBytes: number): Promise<void> {
    for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
      await new Promise<void>((resolve) => {
        this.socket.write(bytes.subarray(offset, offset + pieceBytes), () => setImmediate(resolve));
      });
    }
  }

  private receive(bytes: Buffer): void {
    this.reader.read(bytes, (message) => {
      this.messages.add(message);
      if (message.type !== MessageType.commandAmf0) return;
      const command = readCommand(message, DEFAULT_LIMITS);
      if (!('fault' in command)) this.commands.add(command);
    });
  }
}

function statusCode(command: Command): string {
  const [info] = command.args;
  return typeof info === 'object' && info !== null && 'code' in info ? String(info.code) : '';
}

export function simpleC1(): Buffer {
  const c1 = randomBytes(1_536);
  c1.fill(0, 0, 8);
  return c1;
}

/** Payloads as encoders make them, without a picture in them. Constructed, not recorded. */
export const tag = {
  videoHeader: (mark = 0) => Buffer.of(0x17, 0, 0, 0, 0, 1, 66, 0, 30, mark),
  key: (size = 100) => Buffer.concat([Buffer.of(0x17, 1, 0, 0, 0), Buffer.alloc(size, 1)]),
  delta: (size = 40) => Buffer.concat([Buffer.of(0x27, 1, 0, 0, 0), Buffer.alloc(size, 2)]),
  audioHeader: () => Buffer.of(0xaf, 0, 0x12, 0x10),
  audio: (size = 20) => Buffer.concat([Buffer.of(0xaf, 1), Buffer.alloc(size, 3)]),
};
