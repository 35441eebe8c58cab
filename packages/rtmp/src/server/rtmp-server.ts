import { createServer, type Server, type Socket } from 'node:net';
import type { Access, AccessRequest, MediaKind } from '../access/access.ts';
import type { FlvCarrier } from '../connection/flv-carrier.ts';
import { FlvConnection, type FlvRequest } from '../connection/flv-connection.ts';
import { type FlvResponse, httpCarrier } from '../connection/http-carrier.ts';
import { RtmpConnection } from '../connection/rtmp-connection.ts';
import { type FlvSocket, webSocketCarrier } from '../connection/web-socket-carrier.ts';
import type { StreamStats } from '../hub/stream-stats.ts';
import {
  AttachedMember,
  type AttachedPublisher,
  type Attachment,
  type PlayerRequest,
  type PublisherRequest,
} from './attachment.ts';
import { Connections } from './connections.ts';
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

/** An RTMP server with one hub per stream name, FLV out over what the caller has accepted, and hubs open to other protocols. */
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
  /** The same as an HTTP answer without end. A refused one is answered with 403, one too many with 503. */
  playOverHttp(response: FlvResponse, request: FlvRequest): void;
  /**
   * Lets a publisher of another protocol into a stream: it takes over and is taken over from as any. Undefined where
   * the limits do not let it in.
   */
  attachPublisher(request: PublisherRequest): AttachedPublisher | undefined;
  /** Lets a bridge to another protocol's players into a stream. It is no player in `stats`, and no demand. */
  attachPlayer(request: PlayerRequest): Attachment | undefined;
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
  private readonly connections: Connections<Closable>;
  private readonly log: Logger;
  private sweeper: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isClosed = false;

  constructor(private readonly options: RtmpServerOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.log = options.log ?? silentLogger;
    this.connections = new Connections(this.limits);
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
    for (const connection of this.connections.all) connection.close('serverClosed');
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
    this.playFlv(webSocketCarrier(socket), request);
  }

  playOverHttp(response: FlvResponse, request: FlvRequest): void {
    this.playFlv(httpCarrier(response), request);
  }

  attachPublisher(request: PublisherRequest): AttachedPublisher | undefined {
    return this.attach(request)?.publish(request);
  }

  attachPlayer(request: PlayerRequest): Attachment | undefined {
    return this.attach(request)?.play(request);
  }

  stats(stream: string): StreamStats | undefined {
    return this.switchboard.stats(stream);
  }

  streams(): string[] {
    return this.switchboard.streams();
  }

  private attach(request: PublisherRequest | PlayerRequest): AttachedMember | undefined {
    const { stream } = request;
    if (this.isClosed || !this.isName(stream) || !this.connections.hasRoomFor(undefined)) return undefined;
    if (!this.switchboard.hasRoomFor(stream)) return undefined;
    this.startSweeping();
    const forget = () => this.connections.remove(member);
    const member = new AttachedMember(this.nextId(), request, this.switchboard, forget);
    // It has no address of its own: its peers are counted where they connect.
    this.connections.add(member, undefined);
    return member;
  }

  private playFlv(carrier: FlvCarrier, request: FlvRequest): void {
    const { stream, remoteAddress } = request;
    if (!this.isName(stream)) {
      carrier.onGone(() => {});
      return carrier.close('refused', 'The stream has no name, or too long a one.');
    }
    if (this.isClosed || !this.connections.hasRoomFor(remoteAddress)) {
      carrier.onGone(() => {});
      return carrier.close('serverClosed', 'The server has too many connections, or stops.');
    }
    // On a server that only serves FLV nobody calls `listen`.
    this.startSweeping();
    const forget = () => this.connections.remove(connection);
    const connection = new FlvConnection(this.nextId(), carrier, request, this.switchboard, forget);
    this.connections.add(connection, remoteAddress);
  }

  private isName(stream: string): boolean {
    return stream !== '' && stream.length <= this.limits.nameLength;
  }

  private accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.isClosed || !this.connections.hasRoomFor(address)) {
      this.log.warn({ address }, 'too many connections');
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    const connection = new RtmpConnection(this.nextId(), socket, this.switchboard, this.limits, () => {
      this.rtmp.delete(connection);
      this.connections.remove(connection);
    });
    this.rtmp.add(connection);
    this.connections.add(connection, address);
  }

  private startSweeping(): void {
    this.sweeper ??= setInterval(() => {
      const now = performance.now();
      for (const connection of [...this.rtmp]) connection.sweep(now);
      this.switchboard.tick();
    }, SWEEP_MS);
  }

  private nextId(): string {
    this.lastId += 1;
    return `c${this.lastId}`;
  }
}
