import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes, SUBPROTOCOL } from '@callgrid/protocol';
import { answerPings } from '../http/answer-pings.ts';
import { clientAddress } from '../http/client-address.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import { createWebSocketServer } from '../http/web-socket-server.ts';
import { AddressLimit } from './address-limit.ts';
import { SignallingConnection, type SignallingConnectionOptions } from './signalling-connection.ts';
import { signallingLimits } from './signalling-limits.ts';
import { createWsClientSocket } from './ws-client-socket.ts';

export interface SignallingServerOptions extends Omit<SignallingConnectionOptions, 'host'> {
  /** Whether what a proxy says of a client's address counts. */
  readonly trustProxy: boolean;
  readonly maxSocketsPerAddress: number;
}

/** Takes clients' WebSockets. */
export class SignallingServer {
  private readonly options: SignallingServerOptions;
  private readonly connections = new Set<SignallingConnection>();
  private readonly perAddress: AddressLimit;
  private readonly sockets = createWebSocketServer({
    maxPayload: signallingLimits.hardFrameBytes,
    // Whoever offers nothing we know gets no subprotocol: some proxies drop it, and `join` says the version again.
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  private closed = false;

  constructor(options: SignallingServerOptions) {
    this.options = options;
    this.perAddress = new AddressLimit(options.maxSocketsPerAddress);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.closed || this.connections.size >= signallingLimits.sockets) {
      return refuseUpgrade(socket, '503 Service Unavailable');
    }
    const address = clientAddress(request, this.options.trustProxy);
    const giveBack = this.perAddress.take(address);
    if (!giveBack) {
      this.options.log.warn({ address }, 'too many sockets from one address; see --max-sockets-per-address');
      return refuseUpgrade(socket, '429 Too Many Requests');
    }
    // Whether or not it becomes a WebSocket.
    socket.once('close', giveBack);
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
