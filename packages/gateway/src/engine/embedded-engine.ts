import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MediaProtocol } from '@callgrid/protocol';
import { type AccessRequest, createRtmpServer, type RtmpServer } from '@callgrid/rtmp';
import type { Logger } from 'pino';
import type { Grant } from '../grant/grant.ts';
import { answerPings } from '../http/answer-pings.ts';
import { clientAddress } from '../http/client-address.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import { createWebSocketServer } from '../http/web-socket-server.ts';
import type { KindStats, MediaEngine, MediaEngineListener, MediaStats } from './media-engine.ts';

const APP = 'live';

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
  readonly listener: MediaEngineListener;
  readonly log: Logger;
}

/** Media in this very process: RTMP in and out, FLV over WebSocket out. */
export class EmbeddedEngine implements MediaEngine {
  readonly capabilities = { perKind: true, push: ['rtmp'], pull: ['rtmp', 'ws-flv'] } as const;
  private readonly options: EmbeddedEngineOptions;
  private readonly rtmp: RtmpServer;
  private readonly sockets = createWebSocketServer({ maxPayload: 1_024 });
  private port = 0;

  constructor(options: EmbeddedEngineOptions) {
    this.options = options;
    const { host, rtmpPort, listener, log } = options;
    this.rtmp = createRtmpServer({
      host,
      port: rtmpPort,
      authorise: (request) => this.authorise(request),
      log,
    });
    this.rtmp.on('live', ({ stream, kind }) => listener.mediaChanged(stream, kind, 'live'));
    this.rtmp.on('stalled', ({ stream, kind }) => listener.mediaChanged(stream, kind, 'stalled'));
    this.rtmp.on('connectionClosed', (closed) => log.debug(closed, 'media connection closed'));
  }

  /** Rejects with Node's error, such as `EADDRINUSE`. */
  async listen(): Promise<void> {
    this.port = (await this.rtmp.listen()).port;
  }

  get rtmpPort(): number {
    return this.port;
  }

  url({ stream, key }: Grant, protocol: MediaProtocol, host: string): string {
    const { publicUrl, publicRtmpUrl } = this.options;
    const base = new URL(publicUrl ?? `http://${host}`);
    if (protocol === 'rtmp') {
      const server = publicRtmpUrl ?? `rtmp://${base.hostname}:${this.port}`;
      return `${server}/${APP}/${stream}?key=${key}`;
    }
    const scheme = base.protocol === 'https:' || base.protocol === 'wss:' ? 'wss' : 'ws';
    return `${scheme}://${base.host}/${APP}/${stream}.flv?key=${key}`;
  }

  update(grant: Grant): void {
    this.rtmp.setKinds(grant.id, grant.kinds);
  }

  disconnect(grant: Grant): void {
    this.rtmp.disconnect(grant.id, 'the grant ended');
  }

  stats(stream: string): MediaStats | undefined {
    const stats = this.rtmp.stats(stream);
    if (!stats) return undefined;
    const { audio, video, players } = stats;
    return { audio: flow(audio), video: flow(video), players: players.length };
  }

  /** Whether the path is one of the engine's own. */
  serves(path: string): boolean {
    return path.startsWith(`/${APP}/`) && path.endsWith('.flv');
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const stream = decode(url.pathname.slice(`/${APP}/`.length, -'.flv'.length));
    if (stream === undefined) return refuseUpgrade(socket, '400 Bad Request');
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      answerPings(webSocket);
      this.rtmp.playOverWebSocket(webSocket, {
        app: APP,
        stream,
        query: Object.fromEntries(url.searchParams),
        remoteAddress: clientAddress(request, this.options.trustProxy),
      });
    });
  }

  async close(): Promise<void> {
    this.sockets.close();
    await this.rtmp.close();
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
      { direction, stream: plain(stream), remoteAddress, protocol, reason: access.refused },
      'media refused',
    );
    return { allowed: false, reason: access.refused } as const;
  }
}

/** The name, where it is one that we made; anything else that a peer sends may be a key in the wrong place. */
function plain(stream: string): string {
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
