import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@callgrid/protocol';
import { createWebRtcProcess, type WebRtcServer } from '@callgrid/webrtc';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { systemClock } from './clock/system-clock.ts';
import type { GatewayConfig } from './config/gateway-config.ts';
import { EmbeddedEngine } from './engine/embedded-engine.ts';
import { Grants } from './grant/grants.ts';
import { createHttpServer } from './http/http-server.ts';
import { isAllowedOrigin } from './http/origin.ts';
import { refuseUpgrade } from './http/refuse-upgrade.ts';
import { Metrics } from './metrics/metrics.ts';
import { Rooms } from './room/rooms.ts';
import { SignallingServer } from './signalling/signalling-server.ts';
import { FileSeatStore } from './store/file-seat-store.ts';
import { MemorySeatStore } from './store/memory-seat-store.ts';
import type { SeatStore } from './store/seat-store.ts';
import { TokenGate } from './token/token-gate.ts';

/** What a gateway is made of beside its settings. */
export interface GatewayOptions {
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /** Default: the machine's. RTMP always keeps the machine's. */
  readonly clock?: Clock;
  /** Where seats outlive the gateway. Default: the file that the settings name. */
  readonly store?: SeatStore;
  /** What takes and gives media over WebRTC, where the settings do not go without. Default: a process of its own. */
  readonly webrtc?: WebRtcServer;
}

export interface GatewayAddress {
  readonly host: string;
  /** Signalling, HTTP, WHIP, WHEP and FLV. */
  readonly port: number;
  readonly rtmpPort: number;
}

/** Signalling and media for group calls, in one process. */
export interface Gateway {
  /**
   * Brings back the seats of a gateway before this one, and opens the ports. Rejects with Node's error, such as
   * `EADDRINUSE`; nothing is left running then.
   */
  listen(): Promise<GatewayAddress>;
  /**
   * Tells every client to come back, stores the seats, closes every connection, and settles once nothing is left
   * running.
   */
  close(): Promise<void>;
}

/** Makes a gateway; it opens nothing until `listen`. Throws a `TypeError` for a secret of less than 32 characters. */
export function createGateway(config: GatewayConfig, options: GatewayOptions = {}): Gateway {
  return new OneProcessGateway(config, options);
}

class OneProcessGateway implements Gateway {
  private readonly config: GatewayConfig;
  private readonly log: Logger;
  private readonly grants: Grants;
  private readonly rooms: Rooms;
  private readonly engine: EmbeddedEngine;
  private readonly signalling: SignallingServer;
  private readonly http: FastifyInstance;

  constructor(config: GatewayConfig, options: GatewayOptions) {
    const { log = pino({ level: config.logLevel }), clock = systemClock } = options;
    this.config = config;
    this.log = log;
    this.grants = new Grants(clock);
    const { host, rtmpPort, publicUrl, publicRtmpUrl, trustProxy, secret } = config;
    this.engine = new EmbeddedEngine({
      host,
      rtmpPort,
      publicUrl,
      publicRtmpUrl,
      trustProxy,
      webrtc: config.noWebrtc ? undefined : (options.webrtc ?? createWebRtc(config, log)),
      log: log.child({ part: 'media' }),
      listener: {
        authorise: (request) => this.grants.find(request),
        mediaChanged: (stream, kind, media) => this.rooms.mediaChanged(stream, kind, media),
      },
    });
    const metrics = new Metrics();
    this.rooms = new Rooms({
      engine: this.engine,
      counters: metrics,
      grants: this.grants,
      clock,
      store: options.store ?? createStore(config, log),
      log: log.child({ part: 'rooms' }),
      maxRooms: config.maxRooms,
      maxParticipants: config.maxParticipants,
      sameUid: config.sameUid,
    });
    this.signalling = new SignallingServer({
      rooms: this.rooms,
      counters: metrics,
      gate: secret === undefined ? undefined : new TokenGate(secret, clock),
      clock,
      trustProxy,
      maxSocketsPerAddress: config.maxSocketsPerAddress,
      log: log.child({ part: 'signalling' }),
    });
    metrics.observe({
      rooms: this.rooms,
      grants: this.grants,
      sockets: () => this.signalling.size,
      webrtc: this.engine.webrtc,
    });
    this.http = createHttpServer({
      log,
      rooms: this.rooms,
      metrics,
      adminKey: config.adminKey,
      debugMode: secret === undefined,
      media: {
        engine: this.engine,
        sessions: this.engine.webrtc,
        authorise: (request) => this.grants.find(request),
        allowOrigin: config.allowOrigin,
        iceServers: config,
        now: () => clock.now(),
        log: log.child({ part: 'media' }),
      },
      health: () => this.health(),
    });
    this.http.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  async listen(): Promise<GatewayAddress> {
    const { host, port } = this.config;
    await this.rooms.restore();
    try {
      await this.engine.listen();
      await this.http.listen({ host, port });
    } catch (error) {
      // The store may be that of the gateway which has the port.
      this.rooms.abandon();
      await this.engine.close();
      throw error;
    }
    const bound = this.http.server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The gateway does not listen on TCP.');
    if (this.config.secret === undefined) {
      this.log.warn(
        'DEBUG MODE: without a secret anybody who reaches this gateway may join any room as anybody; set CALLGRID_SECRET to 32 random characters or more, such as from "openssl rand -base64 32", and give tokens to your users',
      );
    }
    const address = { host, port: bound.port, rtmpPort: this.engine.rtmpPort };
    this.log.info(address, 'gateway ready');
    return address;
  }

  async close(): Promise<void> {
    this.log.info('gateway stops');
    const stored = this.rooms.close();
    this.signalling.close();
    await stored;
    await this.engine.close();
    await this.http.close();
  }

  private health() {
    const { rooms, grants } = this;
    return {
      status: 'ok',
      rooms: rooms.size,
      participants: rooms.participants,
      streams: rooms.streams,
      grants: grants.size,
      webrtc: this.engine.webrtc?.isAvailable ?? false,
    };
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until the upgrade is done nobody else listens for the socket's errors.
    socket.on('error', () => socket.destroy());
    const { origin, host } = request.headers;
    // Addresses are made of it later, in the middle of what others do.
    if (host !== undefined && !URL.canParse(`http://${host}`))
      return refuseUpgrade(socket, '400 Bad Request');
    if (!isAllowedOrigin(origin, host, this.config.allowOrigin)) {
      this.log.warn({ origin, host }, 'web page refused; add its origin with --allow-origin');
      return refuseUpgrade(socket, '403 Forbidden');
    }
    const path = (request.url ?? '/').split('?')[0]!;
    if (this.engine.serves(path)) return this.engine.upgrade(request, socket, head);
    if (path === '/') return this.signalling.upgrade(request, socket, head);
    refuseUpgrade(socket, '404 Not Found');
  }
}

function createWebRtc({ host, publicIp, udpPorts, ffmpeg }: GatewayConfig, log: Logger): WebRtcServer {
  return createWebRtcProcess({
    ffmpeg,
    log: log.child({ part: 'webrtc' }),
    ...(host !== '0.0.0.0' && host !== '::' && { bindAddress: host }),
    ...(publicIp !== undefined && { publicIp }),
    ...(udpPorts && { ports: udpPorts }),
  });
}

function createStore({ store }: GatewayConfig, log: Logger): SeatStore {
  return store === undefined ? new MemorySeatStore() : new FileSeatStore(store, log.child({ part: 'store' }));
}
