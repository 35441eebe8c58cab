import { RtcError, toUid } from '@callgrid/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScriptedGateway } from '../../test/scripted-gateway.ts';
import { gateway as gatewayAt } from '../backend/gateway.ts';
import { createFakePlatform, createInMemoryGateway, type InMemoryGateway } from '../testing.ts';
import { createRoom } from './create-room.ts';
import type { Room } from './room.ts';
import type { RoomEvents } from './room-events.ts';

const ann = toUid(1);
const bob = toUid(2);

let gateway: InMemoryGateway;
beforeEach(() => {
  gateway = createInMemoryGateway();
});

function create(): Room {
  return createRoom({ backend: gateway.backend(), platform: createFakePlatform() });
}

async function join(uid: number): Promise<Room> {
  const room = create();
  await room.join({ channelName: 'demo', uid, name: `P${uid}`, publish: ['audio', 'video'] });
  return room;
}

function listen(room: Room, ...names: (keyof RoomEvents)[]): [string, unknown][] {
  const told: [string, unknown][] = [];
  for (const name of names) room.on(name, (payload) => told.push([name, payload]));
  return told;
}

function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
}

describe('createRoom', () => {
  it('goes idle → joining → joined → left → joining', async () => {
    const room = create();
    const states = [room.store.getState().connection.status];
    room.on('connectionChanged', ({ connection }) => states.push(connection.status));
    await room.join({ channelName: 'demo', uid: 1 });
    await room.leave();
    await room.join({ channelName: 'demo', uid: 1 });
    expect(states).toEqual(['idle', 'joining', 'joined', 'left', 'joining', 'joined']);
  });

  it('rejects with an RtcError when what it was given for a platform is none', async () => {
    const platform = {
      ...createFakePlatform(),
      onNetworkChanged: () => {
        throw new TypeError('no window');
      },
    };
    const room = createRoom({ backend: gatewayAt('ws://gateway'), platform });
    expect(await code(room.join({ channelName: 'demo', uid: 1 }))).toBe('request/failed');
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'refused' });
  });

  it('has changed its store before it tells', async () => {
    const room = await join(1);
    const seen: number[] = [];
    room.on('participantJoined', () => seen.push(room.store.getState().participants.length));
    room.on('left', () => seen.push(room.store.getState().participants.length));
    await join(2);
    await room.leave();
    expect(seen).toEqual([2, 0]);
  });

  it('mutes here at once, and in the room when the gateway says so', async () => {
    const room = await join(1);
    const done = room.mute('audio');
    expect(room.store.getState().local.muted.audio).toBe(true);
    expect(room.store.getState().participants[0]?.muted.audio).toBe(false);
    await done;
    expect(room.store.getState().participants[0]?.muted.audio).toBe(true);
  });

  it('remembers before joining what is muted and which role is wanted', async () => {
    const room = create();
    await room.mute('video');
    await room.setRole('audience');
    await room.join({ channelName: 'demo', uid: 1 });
    expect(gateway.room('demo')?.participants).toMatchObject([
      { role: 'audience', muted: { audio: false, video: true } },
    ]);
  });

  it('changes nothing of anybody else when one person mutes', async () => {
    const room = await join(1);
    const other = await join(2);
    await join(3);
    const before = room.store.getState();
    await other.mute('audio');
    const after = room.store.getState();
    expect(after.streams).toBe(before.streams);
    expect(after.local).toBe(before.local);
    expect(after.participants.map((it, index) => it === before.participants[index])).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('keeps the store still when nothing changed', async () => {
    const room = await join(1);
    const before = room.store.getState();
    await room.publish();
    await room.unmute('audio');
    expect(room.store.getState()).toBe(before);
  });

  it('tells of the reconnect, and of the difference it made', async () => {
    const room = await join(1);
    const other = await join(2);
    gateway.cut('demo', ann);
    expect(room.store.getState().connection).toMatchObject({ status: 'reconnecting', attempt: 1 });
    await other.leave();
    const told = listen(room, 'participantLeft', 'reconnected', 'connectionChanged');
    gateway.restore('demo', ann);
    expect(told).toEqual([
      ['connectionChanged', { connection: { status: 'joined', self: ann } }],
      ['participantLeft', { uid: bob, reason: 'timeout' }],
      ['reconnected', { fresh: false }],
    ]);
  });

  it.each(['kicked', 'replaced', 'dissolved'] as const)(
    'is left when it is %s, and says so once',
    async (reason) => {
      const room = await join(1);
      const told = listen(room, 'left', 'participantLeft');
      gateway.remove('demo', ann, reason);
      expect(told).toEqual([
        ['participantLeft', { uid: ann, reason }],
        ['left', { reason }],
      ]);
      expect(room.store.getState()).toMatchObject({ connection: { status: 'left', reason }, streams: [] });
      expect(await code(room.publish())).toBe('room/notJoined');
    },
  );

  it('aborts a join that is left in the middle, and leaves nobody behind', async () => {
    const room = create();
    const joining = code(room.join({ channelName: 'demo', uid: 1 }));
    await room.leave();
    expect(await joining).toBe('connection/aborted');
    expect(gateway.room('demo')).toBeNull();
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'left' });
  });

  it('can be left by whoever is told that it is joining', async () => {
    const room = create();
    const left = new Promise<void>((resolve) => {
      room.on('connectionChanged', ({ connection }) => {
        if (connection.status === 'joining') resolve(room.leave());
      });
    });
    expect(await code(room.join({ channelName: 'demo', uid: 1 }))).toBe('connection/aborted');
    await left;
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'left' });
    expect(gateway.room('demo')).toBeNull();
  });

  it('tells nothing of a room that was left in the middle of the news', async () => {
    const room = await join(1);
    gateway.cut('demo', ann);
    await join(2);
    await join(3);
    const told = listen(room, 'participantJoined', 'streamPublished', 'left', 'reconnected');
    room.on('participantJoined', () => void room.leave());
    gateway.restore('demo', ann);
    expect(told.map(([name]) => name)).toEqual(['participantJoined', 'left']);
  });

  it('leaves without complaint a room it was put out of while away', async () => {
    const room = await join(1);
    await join(2);
    gateway.cut('demo', ann);
    gateway.remove('demo', ann, 'kicked');
    await join(1);
    await room.leave();
    expect(gateway.room('demo')?.participants.map(({ uid }) => uid)).toEqual([bob, ann]);
    expect(room.store.getState().connection.status).toBe('left');
  });

  it('stays out of a room it was put out of, should its socket break at that moment', async () => {
    const server = createScriptedGateway();
    const room = createRoom({ backend: gatewayAt('ws://gateway'), platform: server.platform });
    const joined = room.join({ channelName: 'demo', uid: 1 });
    await server.platform.clock.advance(10);
    await joined;
    server.tell('participantLeft', { uid: '1', reason: 'kicked' });
    server.socket.close(1006);
    await server.platform.clock.advance(60_000);
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'kicked' });
    expect(server.platform.sockets).toHaveLength(1);
    expect(server.platform.clock.pending).toBe(0);
  });

  it('never throws where it gives a promise', () => {
    const room = create();
    const calls = [
      room.join({ channelName: 'demo', uid: {} as never }),
      room.publish(),
      room.unpublish(),
      room.subscribe({ uid: bob }),
      room.unsubscribe({ uid: bob }),
    ];
    return expect(Promise.all(calls.map(code))).resolves.toEqual([
      'uid/invalid',
      'room/notJoined',
      'room/notJoined',
      'room/notJoined',
      'room/notJoined',
    ]);
  });

  it('reports a listener that throws, and tells the others all the same', async () => {
    const platform = createFakePlatform();
    const room = createRoom({ backend: gateway.backend(), platform });
    const told: string[] = [];
    room.on('connectionChanged', () => {
      throw new Error('the app is at fault');
    });
    const stop = room.on('connectionChanged', ({ connection }) => told.push(connection.status));
    const joining = room.join({ channelName: 'demo', uid: 1 });
    stop();
    await joining;
    expect(told).toEqual(['joining']);
    await expect(platform.clock.advance(0)).rejects.toThrow('the app is at fault');
  });

  it('shows an address only for what is subscribed', async () => {
    await join(1);
    const room = create();
    await room.join({ channelName: 'demo', uid: 2, role: 'audience', autoSubscribe: false });
    const address = () => room.store.getState().streams[0]?.address;
    expect(address()).toBeNull();
    const told = listen(room, 'addressChanged');
    const { address: given } = await room.subscribe({ uid: ann });
    expect(address()).toEqual(given);
    await room.unsubscribe({ uid: ann, kinds: ['audio'] });
    expect(address()).toEqual(given);
    await room.unsubscribe({ uid: ann, kinds: ['video'] });
    expect(address()).toBeNull();
    expect(told).toHaveLength(2);
  });

  it('keeps the address of a stream given unasked for as long as one kind of it is wanted', async () => {
    const room = await join(1);
    await join(2);
    const address = () => room.store.getState().streams.find(({ uid }) => uid === bob)?.address;
    await room.unsubscribe({ uid: bob, kinds: ['audio'] });
    expect(address()).not.toBeNull();
    await room.unsubscribe({ uid: bob, kinds: ['video'] });
    expect(address()).toBeNull();
  });

  it('forgets what was subscribed by hand once its stream is gone', async () => {
    const other = await join(1);
    const platform = createFakePlatform();
    const backend = gateway.backend();
    const room = createRoom({ backend, platform });
    await room.join({ channelName: 'demo', uid: 2, role: 'audience', autoSubscribe: false });
    const late = room.subscribe({ uid: ann });
    const gone = other.unpublish();
    await Promise.all([late, gone]);
    await other.publish();
    expect(room.store.getState().streams[0]?.address).toBeNull();
  });
});

describe('a gateway that is lost and found', () => {
  const lose = async (server: ReturnType<typeof createScriptedGateway>) => {
    server.socket.close(1006);
    await server.platform.clock.advance(100);
  };

  async function joined(): Promise<{ server: ReturnType<typeof createScriptedGateway>; room: Room }> {
    const server = createScriptedGateway();
    const room = createRoom({ backend: gatewayAt('ws://gateway'), platform: server.platform });
    const done = room.join({ channelName: 'demo', uid: 1, token: 'first', service: { recordAudio: true } });
    await server.platform.clock.advance(10);
    await done;
    return { server, room };
  }

  it('is told which room this client knows, and that room stays the same object', async () => {
    const { server, room } = await joined();
    const { participants } = room.store.getState();
    await lose(server);
    expect(server.requests('join')[1]?.params).toMatchObject({ session: 's', known: { epoch: 'e', seq: 0 } });
    expect(room.store.getState().connection.status).toBe('joined');
    expect(room.store.getState().participants).toBe(participants);
  });

  it('is shown the token that was given last, once the gateway has taken it', async () => {
    const { server, room } = await joined();
    const renewed = room.renewToken('second');
    await server.platform.clock.advance(10);
    await renewed;
    server.resumes = false;
    await lose(server);
    const tokens = server.requests('join').map(({ params }) => params.token);
    expect(tokens).toEqual(['first', 'second']);
    expect(server.requests('join')[1]?.params.service).toEqual({ recordAudio: true });
  });

  it('is asked for the screen again, when it knows nothing of it', async () => {
    const { server, room } = await joined();
    const published = room.publish({ source: 'screen', kinds: ['video'] });
    await server.platform.clock.advance(10);
    await published;
    await lose(server);
    expect(server.requests('publish')).toHaveLength(1);
    server.resumes = false;
    await lose(server);
    expect(server.requests('publish').map(({ params }) => params)).toEqual([
      { source: 'screen', kinds: ['video'] },
      { source: 'screen', kinds: ['video'] },
    ]);
  });

  it('is told apart as a new one once what was asked for by hand was asked again, and its mode with the join', async () => {
    const { server, room } = await joined();
    const both = Promise.all([
      room.publish({ source: 'screen', kinds: ['video'] }),
      room.setMode('audioOnly'),
    ]);
    await server.platform.clock.advance(10);
    await both;
    const told = listen(room, 'reconnected');
    server.resumes = false;
    const asked = () => server.requests('publish').length;
    server.socket.close(1006);
    await server.platform.clock.advance(2);
    expect([room.store.getState().connection.status, asked(), told]).toEqual(['joined', 2, []]);
    await server.platform.clock.advance(10);
    expect(told).toEqual([['reconnected', { fresh: true }]]);
    expect(server.requests('join')[1]?.params.service).toEqual({ recordAudio: true, mode: 'audioOnly' });
  });

  it('gets quality reports while in the room, and none after', async () => {
    const { server, room } = await joined();
    room.report({ id: '1/camera', direction: 'push', code: 1002 });
    await server.platform.clock.advance(5_000);
    expect(server.requests('report')).toHaveLength(1);
    room.report({ id: '1/camera', direction: 'push', code: 1002 });
    void room.leave();
    room.report({ id: '1/camera', direction: 'push', code: 1002 });
    await server.platform.clock.advance(5_000);
    expect(server.requests('report')).toHaveLength(1);
  });
});
