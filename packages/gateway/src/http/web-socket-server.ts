import { type ServerOptions, WebSocketServer } from 'ws';

/** A peer that is told of the close and does not answer is not waited for, in milliseconds. */
const CLOSE_WITHIN = 1_000;

/** A server for upgrades that somebody else has looked at. Pings are for `answerPings`. */
export function createWebSocketServer(
  options: Pick<ServerOptions, 'maxPayload' | 'handleProtocols'>,
): WebSocketServer {
  // `closeTimeout` came with ws 8.19, after its types.
  const all: ServerOptions & { closeTimeout: number } = {
    ...options,
    noServer: true,
    autoPong: false,
    closeTimeout: CLOSE_WITHIN,
  };
  return new WebSocketServer(all);
}
