import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, closeCodes, SUBPROTOCOL } from '@callgrid/protocol';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { answerPings } from '../http/answer-pings.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import type { GatewayCounters } from '../metrics/gateway-counters.ts';
import type { Rooms } from '../room/rooms.ts';
import type { TokenGate } from '../token/token-gate.ts';
import { SignallingConnection } from './signalling-connection.ts';
import { signallingLimits } from './signalling-limits.ts';
import { createWsClientSocket } from './ws-client-socket.ts';

export interface SignallingServerOptions {
  readonly rooms: Rooms;
  readonly gate: TokenGate | undefined;
  readonly counters: GatewayCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Takes clients' WebSockets. */
export class SignallingServer {
  private readonly options: SignallingServerOptions;
  private readonly connections = new Set<SignallingConnection>();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    autoPong: false,
    maxPayload: signallingLimits.hardFrameBytes,
    // Whoever offers nothing we know gets no subprotocol: some proxies drop it, and `join` says the version again.
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  private closed = false;

  constructor(options: SignallingServerOptions) {
    this.options = options;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.closed || this.connections.size >= signallingLimits.sockets) {
      return refuseUpgrade(socket, '503 Service Unavailable');
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      answerPings(webSocket);
      const host = request.headers.host ?? 'localhost';
      const connection = new SignallingConnection(createWsClientSocket(webSocket, this.options.log), {
        ...this.options,
        host,
      });
      this.connections.add(connection);
      webSocket.on('close', () => this.connections.delete(connection));
    });
  }

  get size(): number {
    return this.connections.size;
  }

  /** Tells every client to come back soon. */
  close(): void {
    this.closed = true;
    for (const connection of this.connections) connection.close(closeCodes.restart, 'the gateway stops');
    this.sockets.close();
  }
}
