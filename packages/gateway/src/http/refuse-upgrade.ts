import type { Duplex } from 'node:stream';

/** Answers an upgrade with a refusal, such as `404 Not Found`, and ends the connection whatever the peer does. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  // Node's HTTP server no longer watches it, and a peer need not close its half.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
