import type { WebSocket } from 'ws';

/** A peer that has this much to read gets no more pongs, in bytes. */
const UNREAD_BYTES = 64 * 1024;

/**
 * Answers a socket's pings, for servers with `autoPong` off. A peer that pings and never reads would fill our memory
 * with pongs; it may be left without one (RFC 6455 §5.5.3).
 */
export function answerPings(socket: WebSocket): void {
  socket.on('ping', (data) => {
    if (socket.bufferedAmount < UNREAD_BYTES) socket.pong(data);
  });
}
