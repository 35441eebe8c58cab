import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { freeUdpPort } from './free-udp-port.ts';

const bindAddress = '127.0.0.1';

async function take(port = 0): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(port, bindAddress);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return socket.address().port;
}

it('gives a port that can be bound', async () => {
  const port = await freeUdpPort({ bindAddress });
  expect(await take(port)).toBe(port);
});

it('passes over those of a range that are taken', async () => {
  const first = await take();
  expect(await freeUdpPort({ bindAddress, ports: { first, last: first + 50 } })).toBeGreaterThan(first);
});

it('says which are taken where all are', async () => {
  const port = await take();
  await expect(freeUdpPort({ bindAddress, ports: { first: port, last: port } })).rejects.toThrow(
    `UDP port ${port} is taken`,
  );
});

it('finds one on every address at once', async () => {
  expect(await freeUdpPort({})).toBeGreaterThan(0);
});
