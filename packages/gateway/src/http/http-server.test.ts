import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { VirtualClock } from '@callgrid/core/testing';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { idleEngine } from '../../test/virtual-call.ts';
import { Grants } from '../grant/grants.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Rooms } from '../room/rooms.ts';
import { MemorySeatStore } from '../store/memory-seat-store.ts';
import { createHttpServer } from './http-server.ts';

async function listen(): Promise<number> {
  const clock = new VirtualClock();
  const log = pino({ level: 'silent' });
  const counters = new Metrics();
  const rooms = new Rooms({
    engine: idleEngine,
    grants: new Grants(clock),
    clock,
    store: new MemorySeatStore(),
    log,
    counters,
    maxRooms: 9,
    maxParticipants: 9,
    sameUid: 'replace',
  });
  const http = createHttpServer({
    rooms,
    metrics: counters,
    log,
    adminKey: undefined,
    debugMode: true,
    health: () => ({ status: 'ok' }),
    limits: { requestWithin: 100, idle: 10 },
  });
  onTestFinished(() => http.close());
  await http.listen({ host: '127.0.0.1', port: 0 });
  return (http.server.address() as AddressInfo).port;
}

it.each([
  ['says nothing', ''],
  ['does not end its request', 'GET /health HTTP/1.1\r\nHost: gateway\r\n'],
  ['asks for nothing more', 'GET /health HTTP/1.1\r\nHost: gateway\r\n\r\n'],
])('closes the connection of a peer that %s', async (_, said) => {
  const socket = connect(await listen(), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(said);
  socket.resume();
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});
