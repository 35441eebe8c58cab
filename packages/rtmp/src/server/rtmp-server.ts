import { createServer, type Server, type Socket } from 'node:net';
import type { Access, AccessRequest, MediaKind } from '../access/access.ts';
import { FlvConnection, type FlvRequest, type FlvSocket } from '../connection/flv-connection.ts';
import { RtmpConnection } from '../connection/rtmp-connection.ts';
import type { StreamStats } from '../hub/stream-stats.ts';
import { type Logger, silentLogger } from './logger.ts';
import { DEFAULT_LIMITS, type RtmpLimits } from './rtmp-limits.ts';
import { type RtmpServerEvents, ServerEvents } from './server-events.ts';
import { Switchboard } from './switchboard.ts';

/** Phones come back all at once after a network change: the kernel keeps this many that we have not accepted. */
const BACKLOG = 4_096;
const SWEEP_MS = 250;

export interface RtmpServerOptions {
  /** Defaults to every address. */
  host?: string;
  /** 0 takes a free one, which `listen` gives. RTMP's own is 1935. */
  port: number;
  /** Asked before every publish and play; throwing, rejecting or `authoriseMs` without an answer refuse. */
  authorise(request: AccessRequest): Promise<Access> | Access;
  limits?: Partial<RtmpLimits>;
  log?: Logger;
}

/** An RTMP server with one hub per stream name, and FLV out over WebSockets that the caller has accepted. */
export interface RtmpServer {
  /** Rejects with Node's error, such as `EADDRINUSE`. */
  listen(): Promise<{ host: string; port: number }>;
  /** Closes every connection, and settles once nothing is left running. May be called more than once. */
  close(): Promise<void>;
  /** Calls `listener` at each event; gives the function that stops it. */
  on<Name extends keyof RtmpServerEvents>(
    name: Name,
    listener: (payload: RtmpServerEvents[Name]) => void,
  ): () => void;
  /** Changes what an existing push takes or an existing pull gets, on the same connection. */
  setKinds(grant: string, kinds: readonly MediaKind[]): void;
  /** Closes every connection of the grant. `reason` comes back as `detail` in `connectionClosed`. */
  disconnect(grant: string, reason?: string): void;
  /** Plays FLV over an open WebSocket: the same `authorise`, hub and bounds. A refused one is closed with 1008. */
  playOverWebSocket(socket: FlvSocket, request: FlvRequest): void;
  /** A stream that has a publisher or a waiting player; undefined otherwise. */
  stats(stream: string): StreamStats | undefined;
  /** The names of those streams. */
  streams(): string[];
}

/** Makes a server; it does nothing until `listen`. */
export function createRtmpServer(options: RtmpServerOptions): RtmpServer {
  return new TcpRtmpServer(options);
}

interface Closable {
  close(reason: 'serverClosed'): void;
}

class TcpRtmpServer implements RtmpServer {
  private readonly limits: RtmpLimits;
  private readonly events: ServerEvents;
  private readonly switchboard: Switchboard;
  private readonly server: Server;
  private readonly rtmp = new Set<RtmpConnection>();
  private readonly all = new Map<Closable, string>();
  private readonly perAddress = new Map<string, number>();
  private readonly log: Logger;
  private sweeper: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isClosed = false;

  constructor(private readonly options: RtmpServerOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.log = options.log ?? silentLogger;
    this.events = new ServerEvents(this.log);
    this.switchboard = new Switchboard(
      (request) => options.authorise(request),
      this.limits,
      this.events,
      this.log,
    );
    this.server = createServer((socket) => this.accept(socket));
  }

  listen(): Promise<{ host: string; port: number }> {
    const { host, port } = this.options;
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: BACKLOG }, () => {
        this.server.off('error', reject);
        this.server.on('error', (error) => this.log.warn({ error }, 'the listening socket failed'));
        this.startSweeping();
        const address = this.server.address();
        if (address === null || typeof address === 'string') return reject(new Error('not listening on TCP'));
        resolve({ host: address.address, port: address.port });
      });
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.sweeper);
    const stopped = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of [...this.all.keys()]) connection.close('serverClosed');
    this.switchboard.close();
    await stopped;
  }

  on<Name extends keyof RtmpServerEvents>(
    name: Name,
    listener: (payload: RtmpServerEvents[Name]) => void,
  ): () => void {
    return this.events.on(name, listener);
  }

  setKinds(grant: string, kinds: readonly MediaKind[]): void {
    this.switchboard.setKinds(grant, kinds);
  }

  disconnect(grant: string, reason?: string): void {
    this.switchboard.disconnect(grant, reason);
  }

  playOverWebSocket(socket: FlvSocket, request: FlvRequest): void {
    const isNamed = request.stream !== '' && request.stream.length <= this.limits.nameLength;
    if (this.isClosed || !isNamed || !this.hasRoomFor(request.remoteAddress)) {
      socket.on('error', () => {});
      socket.close(isNamed ? 1013 : 1008);
      return;
    }
    // On a server that only serves WebSockets nobody calls `listen`.
    this.startSweeping();
    const forget = () => this.forget(connection);
    const connection = new FlvConnection(this.nextId(), socket, request, this.switchboard, forget);
    this.remember(connection, request.remoteAddress);
  }

  stats(stream: string): StreamStats | undefined {
    return this.switchboard.stats(stream);
  }

  streams(): string[] {
    return this.switchboard.streams();
  }

  private accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.isClosed || !this.hasRoomFor(address)) {
      this.log.warn({ address }, 'too many connections');
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    const connection = new RtmpConnection(this.nextId(), socket, this.switchboard, this.limits, () => {
      this.rtmp.delete(connection);
      this.forget(connection);
    });
    this.rtmp.add(connection);
    this.remember(connection, address);
  }

  private startSweeping(): void {
    this.sweeper ??= setInterval(() => {
      const now = performance.now();
      for (const connection of [...this.rtmp]) connection.sweep(now);
      this.switchboard.tick();
    }, SWEEP_MS);
  }

  private hasRoomFor(address: string): boolean {
    const { connections, connectionsPerAddress } = this.limits;
    return this.all.size < connections && (this.perAddress.get(address) ?? 0) < connectionsPerAddress;
  }

  private remember(connection: Closable, address: string): void {
    this.all.set(connection, address);
    this.perAddress.set(address, (this.perAddress.get(address) ?? 0) + 1);
  }

  private forget(connection: Closable): void {
    const address = this.all.get(connection);
    if (address === undefined) return;
    this.all.delete(connection);
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }

  private nextId(): string {
    this.lastId += 1;
    return `c${this.lastId}`;
  }
}
