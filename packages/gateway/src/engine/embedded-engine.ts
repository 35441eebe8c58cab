import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MediaProtocol } from '@callgrid/protocol';
import { type AccessRequest, createRtmpServer, type FlvRequest, type RtmpServer } from '@callgrid/rtmp';
import type { WebRtcServer } from '@callgrid/webrtc';
import type { Logger } from 'pino';
import type { Grant } from '../grant/grant.ts';
import { answerPings } from '../http/answer-pings.ts';
import { clientAddress } from '../http/client-address.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import { createWebSocketServer } from '../http/web-socket-server.ts';
import { WebRtcSessions } from '../webrtc/webrtc-sessions.ts';
import { addressIn } from './address-in.ts';
import type { KindStats, MediaEngine, MediaEngineListener, MediaStats } from './media-engine.ts';

const APP = 'live';
/** WebRTC that has not begun after this long is done without, until it has; in milliseconds. */
const START_WITHIN = 10_000;
const IDLE: KindStats = { status: 'waiting', bytes: 0, bitsPerSecond: 0 };

export interface EmbeddedEngineOptions {
  readonly host: string;
  /** 0 takes any free port; `rtmpPort` then tells which. */
  readonly rtmpPort: number;
  /** Replaces the host a client asked for in every address. */
  readonly publicUrl: string | undefined;
  /** Replaces host and port in RTMP addresses. */
  readonly publicRtmpUrl: string | undefined;
  /** Whether what a proxy says of a player's address counts. */
  readonly trustProxy: boolean;
  /** Browsers' way in and out; undefined where there is none. */
  readonly webrtc: WebRtcServer | undefined;
  readonly listener: MediaEngineListener;
  readonly log: Logger;
}

/** Media in this very process: RTMP in and out, FLV over WebSocket and HTTP out; and beside it WebRTC in and out. */
export class EmbeddedEngine implements MediaEngine {
  /** The sessions over WebRTC, where there is any. */
  readonly webrtc: WebRtcSessions | undefined;
  private readonly options: EmbeddedEngineOptions;
  private readonly rtmp: RtmpServer;
  private readonly sockets = createWebSocketServer({ maxPayload: 1_024 });
  private port = 0;

  constructor(options: EmbeddedEngineOptions) {
    this.options = options;
    const { host, rtmpPort, listener, log, webrtc } = options;
    this.rtmp = createRtmpServer({
      host,
      port: rtmpPort,
      authorise: (request) => this.authorise(request),
      log,
    });
    this.rtmp.on('live', ({ stream, kind }) => listener.mediaChanged(stream, kind, 'live'));
    this.rtmp.on('stalled', ({ stream, kind }) => listener.mediaChanged(stream, kind, 'stalled'));
    this.rtmp.on('connectionClosed', (closed) => log.debug(closed, 'media connection closed'));
    this.webrtc = webrtc && new WebRtcSessions({ webrtc, rtmp: this.rtmp, log });
  }

  get capabilities(): MediaEngine['capabilities'] {
    // While its process is away WebRTC stays what is spoken: clients come back to the same addresses.
    if (!this.webrtc?.hasBegun) return { perKind: true, push: ['rtmp'], pull: ['rtmp', 'ws-flv'] };
    return { perKind: true, push: ['rtmp', 'whip'], pull: ['rtmp', 'whep', 'ws-flv'] };
  }

  /** Rejects with Node's error, such as `EADDRINUSE`. Without WebRTC it goes on with what works, and says so in the log. */
  async listen(): Promise<void> {
    this.port = (await this.rtmp.listen()).port;
    await this.startWebRtc();
  }

  get rtmpPort(): number {
    return this.port;
  }

  url(grant: Grant, protocol: MediaProtocol, host: string): string {
    const { publicUrl, publicRtmpUrl } = this.options;
    return addressIn(grant, protocol, { host, publicUrl, publicRtmpUrl, rtmpPort: this.port, app: APP });
  }

  update(grant: Grant): void {
    this.rtmp.setKinds(grant.id, grant.kinds);
    this.webrtc?.update(grant);
  }

  disconnect(grant: Grant): void {
    this.webrtc?.disconnect(grant);
    this.rtmp.disconnect(grant.id, 'the grant ended');
  }

  stats(stream: string): MediaStats | undefined {
    const stats = this.rtmp.stats(stream);
    const viewers = this.webrtc?.count('pull', stream) ?? 0;
    if (!stats && viewers === 0) return undefined;
    const { audio = IDLE, video = IDLE, players = [] } = stats ?? {};
    return { audio: flow(audio), video: flow(video), players: players.length + viewers };
  }

  /** Whether the path is one of the engine's own. */
  serves(path: string): boolean {
    return path.startsWith(`/${APP}/`) && path.endsWith('.flv');
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const wish = this.flvWish(request);
    if (!wish) return refuseUpgrade(socket, '400 Bad Request');
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      answerPings(webSocket);
      this.rtmp.playOverWebSocket(webSocket, wish);
    });
  }

  /** Plays FLV as the answer to a request of a path that is served. */
  play(request: IncomingMessage, response: ServerResponse): void {
    const wish = this.flvWish(request);
    if (wish) this.rtmp.playOverHttp(response, wish);
    else response.writeHead(400).end();
  }

  async close(): Promise<void> {
    this.sockets.close();
    await this.webrtc?.close();
    await this.rtmp.close();
  }

  private async startWebRtc(): Promise<void> {
    const { webrtc } = this;
    const { log } = this.options;
    if (!webrtc) return log.info('WebRTC is off: browsers watch by FLV, and do not send');
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not ready within ${START_WITHIN} ms`)), START_WITHIN);
    });
    try {
      const { canTranscode } = await Promise.race([webrtc.start(), tooLate]);
      if (canTranscode) return;
      log.warn(
        'no ffmpeg with AAC and Opus: browsers and phones do not hear each other, pictures and browsers among themselves work; install ffmpeg, or say where it is with --ffmpeg',
      );
    } catch (error) {
      log.warn({ error: `${error}` }, 'WebRTC could not be started: browsers watch by FLV, and do not send');
    } finally {
      clearTimeout(timer);
    }
  }

  private flvWish(request: IncomingMessage): FlvRequest | undefined {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const stream = decode(url.pathname.slice(`/${APP}/`.length, -'.flv'.length));
    if (stream === undefined) return undefined;
    const remoteAddress = clientAddress(request, this.options.trustProxy);
    return { app: APP, stream, query: Object.fromEntries(url.searchParams), remoteAddress };
  }

  private authorise({ app, stream, query, direction, remoteAddress, protocol }: AccessRequest) {
    const access =
      app === APP
        ? this.options.listener.authorise({ direction, stream, key: query.key ?? '' })
        : { refused: 'no such app' };
    if ('grant' in access) {
      const { id, kinds } = access.grant;
      return { allowed: true, grant: id, kinds } as const;
    }
    this.options.log.info(
      { direction, stream: plainStream(stream), remoteAddress, protocol, reason: access.refused },
      'media refused',
    );
    return { allowed: false, reason: access.refused } as const;
  }
}

/** The name, where it is one that we made; anything else that a peer sends may be a key in the wrong place. */
export function plainStream(stream: string): string {
  return /^\d{1,20}-(camera|screen)-[\w-]{8}/.exec(stream)?.[0] ?? 'none of ours';
}

function flow({ status, bytes, bitsPerSecond }: KindStats): KindStats {
  return { status, bytes, bitsPerSecond };
}

/** Undefined for a `%` that nothing can be made of. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
