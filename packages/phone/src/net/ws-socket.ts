import WebSocket from 'ws';
import type { HostSocket, SocketListener, SocketRequest } from '../runtime/host.ts';
import type { Traffic } from './traffic.ts';

/** Opens a real WebSocket for the mini program. Throws when the request is none. */
export function openPhoneSocket(
  request: SocketRequest,
  listener: SocketListener,
  traffic: Traffic,
  call: (run: () => void) => void,
): WebSocket {
  const socket = new WebSocket(request.url, request.protocols, {
    headers: { ...request.header },
    perMessageDeflate: false,
  });
  socket.binaryType = 'arraybuffer';
  traffic.begins(socket);
  socket.on('upgrade', ({ headers }) => {
    const header = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
    socket.once('open', () => {
      traffic.ends(socket);
      call(() => listener.opened(header));
    });
  });
  socket.on('message', (data, isBinary) => {
    traffic.received(socket);
    call(() => listener.message(isBinary ? (data as ArrayBuffer) : text(data as ArrayBuffer)));
  });
  socket.on('error', (error) => call(() => listener.failed(`connectSocket:fail ${error.message}`)));
  socket.on('close', (code, reason) => {
    traffic.forget(socket);
    call(() => listener.closed(code, reason.toString()));
  });
  return socket;
}

/** What the mini program holds of it. */
export function hostSocket(socket: WebSocket, traffic: Traffic): HostSocket {
  return {
    get readyState() {
      return socket.readyState;
    },
    send(data) {
      traffic.sent(socket);
      socket.send(data);
    },
    close(code, reason) {
      if (socket.readyState !== WebSocket.CLOSED) traffic.begins(socket);
      socket.close(code, reason);
    },
  };
}

const text = (data: ArrayBuffer): string => Buffer.from(data).toString('utf8');
