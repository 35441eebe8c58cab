import WebSocket from 'ws';
import type { OpenSocket } from './phone-socket.ts';

/** Opens a real WebSocket from Node, with the headers that the mini program wants. */
export const openWsSocket: OpenSocket = (request, listener) => {
  const socket = new WebSocket(request.url, request.protocols, {
    headers: { ...request.header },
    perMessageDeflate: false,
  });
  socket.binaryType = 'arraybuffer';
  socket.on('upgrade', ({ headers }) => {
    const header = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
    socket.once('open', () => listener.opened(header));
  });
  socket.on('message', (data, isBinary) =>
    listener.message(isBinary ? (data as ArrayBuffer) : text(data as ArrayBuffer)),
  );
  socket.on('error', (error) => listener.failed(`connectSocket:fail ${error.message}`));
  socket.on('close', (code, reason) => listener.closed(code, reason.toString()));
  return socket;
};

const text = (data: ArrayBuffer): string => Buffer.from(data).toString('utf8');
