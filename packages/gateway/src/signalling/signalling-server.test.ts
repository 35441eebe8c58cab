import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from '@callgrid/test-kit';
import { afterEach, expect, it } from 'vitest';
import { startCall, type TestCall } from '../../test/call.ts';

let call: TestCall;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await call.stop();
});

/** Asks for an upgrade, and answers nothing that comes afterwards. */
async function upgrade(path: string, header = ''): Promise<{ socket: Socket; status: string }> {
  const socket = connect({ port: call.port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  socket.on('error', () => {});
  const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  socket.write(
    `${head}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${header}\r\n`,
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return { socket, status: String(answer).split('\r\n')[0]! };
}

const taken = 'HTTP/1.1 101 Switching Protocols';
const refused = 'HTTP/1.1 429 Too Many Requests';

it('takes so many sockets from one address and no more, until one of them is gone', async () => {
  call = await startCall(['--max-sockets-per-address=2']);
  const first = await upgrade('/');
  expect([first.status, (await upgrade('/')).status, (await upgrade('/')).status]).toEqual([
    taken,
    taken,
    refused,
  ]);
  // What the client says of its address counts for nothing.
  expect((await upgrade('/', 'X-Forwarded-For: 192.0.2.1\r\n')).status).toBe(refused);
  first.socket.destroy();
  await until('there is room again', async () => (await upgrade('/')).status === taken);
});

it('tells clients apart by what the proxy says, where it is told to trust it', async () => {
  call = await startCall(['--max-sockets-per-address=1', '--trust-proxy']);
  const from = async (address: string) => (await upgrade('/', `X-Forwarded-For: ${address}\r\n`)).status;
  expect(await from('192.0.2.1')).toBe(taken);
  expect(await from('192.0.2.2')).toBe(taken);
  expect(await from('192.0.2.3, 192.0.2.1')).toBe(refused);
});

it('lets no refused player linger that does not answer the close', async () => {
  call = await startCall();
  const { socket, status } = await upgrade('/live/nobody-camera-x.flv?key=wrong');
  expect(status).toBe(taken);
  const began = Date.now();
  await once(socket.resume(), 'end');
  expect(Date.now() - began).toBeLessThan(3_000);
});
