import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { freeUdpPorts } from './free-udp-ports.ts';

const bindAddress = '127.0.0.1';

async function take(port = 0): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(port, bindAddress);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return socket.address().port;
}

it('gives ports that can be bound', async () => {
  const ports = await freeUdpPorts({ bindAddress }, 3);
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) expect(await take(port)).toBe(port);
});

it('gives as many of a range as are wanted, or as are free', async () => {
  const first = await take();
  const ports = await freeUdpPorts({ bindAddress, ports: { first, last: first + 50 } }, 3);
  expect(ports).toHaveLength(3);
  const last = ports[0]!;
  expect(await freeUdpPorts({ bindAddress, ports: { first, last } }, 3)).toEqual([last]);
});

it('passes over those of a range that are taken', async () => {
  const first = await take();
  const [port] = await freeUdpPorts({ bindAddress, ports: { first, last: first + 50 } }, 1);
  expect(port).toBeGreaterThan(first);
});

it('says which are taken where all are', async () => {
  const port = await take();
  await expect(freeUdpPorts({ bindAddress, ports: { first: port, last: port } }, 2)).rejects.toThrow(
    `UDP port ${port} is taken`,
  );
});

it('finds one on every address at once', async () => {
  expect((await freeUdpPorts({}, 1))[0]).toBeGreaterThan(0);
});
