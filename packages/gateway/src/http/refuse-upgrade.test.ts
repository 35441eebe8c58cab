import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCall, type TestCall } from '../../test/call.ts';

let call: TestCall;
let sockets: Socket[];
beforeEach(async () => {
  sockets = [];
  call = await startCall();
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await call.stop();
});

/** A peer that never closes its half of the connection. */
async function open(): Promise<Socket> {
  const socket = connect({ port: call.port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function upgrade(path: string, host = 'localhost'): Promise<string> {
  const socket = await open();
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return String(answer).split('\r\n')[0]!;
}

describe('an upgrade', () => {
  it.each([
    ['of a path that nobody serves', '/nowhere', 'localhost', 'HTTP/1.1 404 Not Found'],
    ['of a path that cannot be decoded', '/live/%zz.flv', 'localhost', 'HTTP/1.1 400 Bad Request'],
    ['for a host that is none', '/', 'a b:c', 'HTTP/1.1 400 Bad Request'],
    ['for a host with a port that is none', '/', 'localhost:99999', 'HTTP/1.1 400 Bad Request'],
  ])('is refused: %s', async (_, path, host, expected) => {
    expect(await upgrade(path, host)).toBe(expected);
    expect(await upgrade('/')).toBe('HTTP/1.1 101 Switching Protocols');
  });

  it('does not hold up the gateway that stops, refused or not yet asked for', async () => {
    await upgrade('/nowhere');
    await open();
    await call.stop();
  });
});
