import { fileURLToPath } from 'node:url';
import { createRoom, gateway as gatewayBackend, type Room, toUid } from '@callgrid/core';
import { createIdlePlatform, VirtualClock } from '@callgrid/core/testing';
import { build } from 'esbuild';
import { beforeEach, expect, it } from 'vitest';
import { InProcessGateway } from './in-process-gateway.ts';
import type { InProcessSocket } from './in-process-socket.ts';

let clock: VirtualClock;
const everything = ['audio', 'video'] as const;

beforeEach(() => {
  clock = new VirtualClock();
});

/** A client of the core whose sockets lead into the gateway. */
function client(gateway: InProcessGateway, sockets: InProcessSocket[] = []): Room {
  const platform = createIdlePlatform(clock);
  return createRoom({
    backend: gatewayBackend('ws://anywhere'),
    platform: {
      ...platform,
      openSocket: (_url, _protocol, { opened, received, closed }) => {
        const socket = gateway.connect({
          opened,
          received,
          closed: (code, reason) => closed({ code, reason }),
        });
        sockets.push(socket);
        return { send: (text) => socket.say(text), close: () => socket.leave() };
      },
    },
  });
}

async function joined(room: Room, uid: number): Promise<Room> {
  const done = room.join({ channelName: 'den', uid, publish: everything, autoSubscribe: true });
  await clock.advance(10);
  await done;
  return room;
}

const media = (gateway: InProcessGateway) => gateway.room('den')?.streams.map((stream) => stream.media);
const pushes = (room: Room) =>
  room.store.getState().streams.find(({ id }) => id === '1/camera')?.address?.url ?? '';
const statusOf = (room: Room, uid: string) =>
  room.store.getState().participants.find((it) => it.uid === uid)?.status;

it('lets two clients meet, and brings one back into its seat when its connection broke', async () => {
  const gateway = new InProcessGateway({ clock });
  const sockets: InProcessSocket[] = [];
  const ann = await joined(client(gateway, sockets), 1);
  const bob = await joined(client(gateway), 2);
  const seen: (string | undefined)[] = [];
  bob.store.subscribe(() => void seen.push(statusOf(bob, '1')));
  sockets[0]!.cut();
  await clock.advance(50);
  expect([...new Set(seen)]).toEqual(['reconnecting', 'connected']);
  expect(sockets).toHaveLength(2);
  expect(ann.store.getState().connection.status).toBe('joined');
  gateway.kick('den', toUid(2));
  await clock.advance(3);
  expect(bob.store.getState().connection).toEqual({ status: 'left', reason: 'kicked' });
});

it('lets media flow as it is told to, on addresses that live', async () => {
  const gateway = new InProcessGateway({ clock });
  const ann = await joined(client(gateway), 1);
  const url = pushes(ann);
  expect(gateway.flow(url.replace('key=', 'key=x'), everything)).toBe(false);
  expect(gateway.flow('nonsense', everything)).toBe(false);
  expect(media(gateway)).toEqual([{ audio: 'waiting', video: 'waiting' }]);
  expect(gateway.flow(url, ['audio'])).toBe(true);
  expect(media(gateway)).toEqual([{ audio: 'live', video: 'waiting' }]);
  expect(gateway.flow(url, ['video'])).toBe(true);
  expect(media(gateway)).toEqual([{ audio: 'stalled', video: 'live' }]);
  ann.leave();
  await clock.advance(10);
  expect(gateway.flow(url, everything)).toBe(false);
});

it('leaves no timer behind once everybody has gone', async () => {
  const gateway = new InProcessGateway({ clock });
  const room = await joined(client(gateway), 1);
  room.leave();
  await clock.advance(1_000);
  await gateway.close();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});

it('needs nothing of Node', async () => {
  const bundle = build({
    entryPoints: [fileURLToPath(new URL('../in-process.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@callgrid/source'],
    logLevel: 'silent',
  });
  await expect(bundle).resolves.toMatchObject({ errors: [] });
});
