import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { ClientSocket } from './client-socket.ts';

/** A client on a WebSocket. */
export function createWsClientSocket(socket: WebSocket, log: Logger): ClientSocket {
  // What is wrong with a socket is followed by its close.
  socket.on('error', (error) => log.debug({ error: error.message }, 'socket error'));
  return {
    get queuedBytes() {
      return socket.bufferedAmount;
    },
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
    listen: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (isBinary) listener.receivedBinary();
        else listener.received(String(data));
      });
      socket.on('close', () => listener.closed());
    },
  };
}
