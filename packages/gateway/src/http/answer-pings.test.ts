import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { answerPings } from './answer-pings.ts';

/** A ping of 125 bytes, masked with zeros (RFC 6455 §5.2). */
const PING = Buffer.concat([Buffer.of(0x89, 0x80 | 125, 0, 0, 0, 0), Buffer.alloc(125)]);
const FLOOD_BYTES = 48 * 1024 * 1024;

async function serve(): Promise<{ server: WebSocketServer; port: number }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
  server.on('connection', answerPings);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

it('answers a ping with what it carried', async () => {
  const { port } = await serve();
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(client, 'open');
  client.ping('you there?');
  const [data] = (await once(client, 'pong')) as [Buffer];
  expect(String(data)).toBe('you there?');
});

it('keeps no more than a little for a peer that pings and never reads', async () => {
  const { server, port } = await serve();
  const peer = connect(port, '127.0.0.1');
  onTestFinished(() => void peer.destroy());
  peer.write(
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  let most = 0;
  socket.on('ping', () => {
    most = Math.max(most, socket.bufferedAmount);
  });
  const many = Buffer.concat(Array.from({ length: 8_000 }, () => PING));
  for (let sent = 0; sent < FLOOD_BYTES; sent += many.length) {
    await new Promise((resolve) => peer.write(many, resolve));
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(128 * 1024);
});
