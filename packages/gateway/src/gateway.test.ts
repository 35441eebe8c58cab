import { RtcError, streamId, toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCall, type TestCall, type TestClient } from '../test/call.ts';

let call: TestCall;
beforeEach(async () => {
  call = await startCall();
});
afterEach(() => call.stop());

const both = ['audio', 'video'] as const;
const ann = toUid(1);
const bob = toUid(2);

function publisher(uid: number, name = `P${uid}`): Promise<TestClient> {
  return call.join({ channelName: 'demo', uid, name, publish: both });
}

function names(client: TestClient): string[] {
  return client.events.entries.map(({ name }) => name).filter((name) => name !== 'connectionChanged');
}

function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
}

async function health(): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${call.port}/health`);
  return (await answer.json()) as Record<string, unknown>;
}

describe('a room on the gateway', () => {
  it('gives the push address with the join, in one round trip', async () => {
    const { room } = await publisher(1);
    const { connection, streams, participants } = room.store.getState();
    expect(connection).toEqual({ status: 'joined', self: ann });
    expect(participants).toMatchObject([{ uid: ann, name: 'P1', status: 'connected' }]);
    expect(streams[0]?.address?.url).toMatch(
      new RegExp(`^rtmp://127.0.0.1:${call.rtmpPort}/live/1-camera-[\\w-]+\\?key=[\\w-]{22}$`),
    );
  });

  it('gives each the other, with an address of its own', async () => {
    const first = await publisher(1);
    const second = await publisher(2);
    await first.events.until(({ name }) => name === 'streamPublished');
    const urls = [first, second].flatMap(({ room }) =>
      room.store.getState().streams.map((it) => it.address?.url),
    );
    expect(urls).toHaveLength(4);
    expect(new Set(urls).size).toBe(4);
    expect(names(first)).toEqual(['participantJoined', 'streamPublished']);
    expect(names(second)).toEqual([]);
  });

  it('keeps both views equal to the facts, whatever is done', async () => {
    const first = await publisher(1);
    const second = await publisher(2);
    await first.room.mute('audio');
    await second.room.unpublish({ kinds: ['video'] });
    await second.room.setRole('audience');
    await second.room.setRole('broadcaster');
    await second.room.publish({ kinds: ['audio'] });
    // The one of the join, and the one after the role came back.
    await first.events.until(() => names(first).filter((name) => name === 'streamPublished').length === 2);
    const [one, two] = [first, second].map(({ room }) => {
      const { participants, streams } = room.store.getState();
      return { participants, streams: streams.map(({ address: _, ...facts }) => facts) };
    });
    expect(one).toEqual(two);
    expect(one?.streams).toMatchObject([{ id: '1/camera' }, { id: '2/camera', media: { audio: 'waiting' } }]);
  });

  it('keeps the address while one kind goes and comes, and makes a new one after both went', async () => {
    const { room } = await publisher(1);
    const url = () => room.store.getState().streams[0]?.address?.url;
    const first = url();
    await room.unpublish({ kinds: ['video'] });
    expect((await room.publish()).address.url).toBe(first);
    expect(url()).toBe(first);
    await room.unpublish();
    expect(url()).toBeUndefined();
    await room.publish();
    expect(url()).not.toBe(first);
  });

  it('gives the same pull address however often it is asked', async () => {
    await publisher(1);
    const { room } = await call.join({ channelName: 'demo', uid: 2, role: 'audience', autoSubscribe: false });
    expect(room.store.getState().streams[0]?.address).toBeNull();
    const one = await room.subscribe({ uid: ann, kinds: ['audio'] });
    const two = await room.subscribe({ uid: ann });
    expect(two).toEqual(one);
    await room.unsubscribe({ uid: ann });
    expect(room.store.getState().streams[0]?.address).toBeNull();
    expect((await room.subscribe({ uid: ann })).address.url).not.toBe(one.address.url);
  });

  it('refuses what a participant may not, and stays in the room', async () => {
    const { room } = await call.join({ channelName: 'demo', uid: 1, role: 'audience' });
    expect(await code(room.publish())).toBe('role/audience');
    expect(await code(room.subscribe({ uid: bob }))).toBe('participant/unknown');
    expect(await code(room.join({ channelName: 'demo', uid: 1 }))).toBe('room/alreadyJoined');
    await room.setRole('broadcaster');
    expect((await room.publish()).id).toBe(streamId(ann, 'camera'));
  });

  it.each([
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53 + 1,
    '18446744073709551616',
    '0x10',
    '1e3',
    ' 7',
    '0100',
    '',
    'abc',
    true,
    {},
  ])('refuses the uid %s before anything is sent, and can join afterwards', async (uid) => {
    const { room } = call.client();
    expect(await code(room.join({ channelName: 'demo', uid: uid as never }))).toBe('uid/invalid');
    expect(room.store.getState().connection.status).toBe('idle');
    await room.join({ channelName: 'demo', uid: '18446744073709551615' });
    expect(room.store.getState().local.uid).toBe('18446744073709551615');
  });

  it('tells the other that somebody left, and why', async () => {
    const first = await publisher(1);
    const second = await publisher(2);
    await second.room.leave();
    const left = await first.events.until(({ name }) => name === 'participantLeft');
    expect(left.payload).toEqual({ uid: bob, reason: 'left' });
    expect(first.room.store.getState().streams).toHaveLength(1);
    expect(second.room.store.getState()).toMatchObject({
      connection: { status: 'left', reason: 'left' },
      participants: [],
      streams: [],
    });
    expect((await health()).grants).toBe(1);
  });

  it('gives the seat of a uid to whoever joins with it last', async () => {
    const first = await publisher(1);
    const other = await publisher(2);
    const again = await publisher(1);
    await first.events.until(({ name }) => name === 'left');
    expect(first.room.store.getState().connection).toEqual({ status: 'left', reason: 'replaced' });
    expect(again.room.store.getState().participants.map(({ uid }) => uid)).toEqual([bob, ann]);
    await other.events.until(({ name }) => name === 'streamPublished');
    expect(names(other)).toEqual(['participantLeft', 'participantJoined', 'streamPublished']);
  });

  it('lets a uid take its own empty room over', async () => {
    await publisher(1);
    const again = await publisher(1);
    const other = await publisher(2);
    await again.events.until(({ name }) => name === 'streamPublished');
    expect(other.room.store.getState().participants).toHaveLength(2);
    expect(await health()).toMatchObject({ rooms: 1, participants: 2 });
  });

  it('takes a client back into its seat without anybody leaving', async () => {
    const first = await publisher(1);
    const second = await publisher(2);
    const before = first.room.store.getState().streams;
    second.cut();
    await second.events.until(({ name }) => name === 'reconnected');
    await first.events.until(
      ({ name, payload }) =>
        name === 'statusChanged' && 'status' in payload && payload.status === 'connected',
    );
    expect(names(first)).toEqual(['participantJoined', 'streamPublished', 'statusChanged', 'statusChanged']);
    expect(first.room.store.getState().streams).toEqual(before);
    expect(second.events.entries.find(({ name }) => name === 'reconnected')?.payload).toEqual({
      fresh: false,
    });
  });

  it('tells a client that was away what it missed, and the others what it did', async () => {
    const first = await publisher(1);
    const second = await publisher(2);
    second.setOnline(false);
    second.cut();
    await first.events.until(({ name }) => name === 'statusChanged');
    const third = await publisher(3);
    await first.room.mute('audio');
    const muted = second.room.mute('video');
    const published = second.room.publish({ source: 'screen', kinds: ['video'] });
    second.setOnline(true);
    await second.events.until(({ name }) => name === 'reconnected');
    await muted;
    expect((await published).id).toBe('2/screen');
    expect(names(second)).toEqual(
      expect.arrayContaining(['participantJoined', 'streamPublished', 'muted', 'reconnected']),
    );
    await third.events.until(
      ({ name, payload }) => name === 'muted' && 'uid' in payload && payload.uid === bob,
    );
    expect(second.room.store.getState().streams.find(({ uid }) => uid === toUid(3))?.address).not.toBeNull();
  });

  it('says in /health how much it holds, and forgets rooms that are empty', async () => {
    const first = await publisher(1);
    const held = { rooms: 1, participants: 1, streams: 1, grants: 1 };
    expect(await health()).toEqual({ status: 'ok', ...held, webrtc: false });
    await first.room.leave();
    await until('the room is gone', async () => (await health()).rooms === 0);
    expect(await health()).toMatchObject({ status: 'ok', rooms: 0, participants: 0, streams: 0, grants: 0 });
  });

  it('tells clients to come back when it stops', async () => {
    const client = await publisher(1);
    await call.stop();
    await client.events.until(
      ({ name, payload }) => name === 'connectionChanged' && JSON.stringify(payload).includes('reconnecting'),
    );
    await client.room.leave();
  });
});

describe('a frame no client sends', () => {
  const join = {
    id: 1,
    method: 'join',
    params: { version: 1, channelName: 'demo', uid: '9', protocols: { push: ['rtmp'], pull: ['rtmp'] } },
  };

  it.each<[string, string | Uint8Array, string]>([
    ['malformed', '{"id":', 'request/malformed'],
    ['binary', new Uint8Array([1, 2, 3]), 'request/malformed'],
    [
      'oversized',
      JSON.stringify({ id: 2, method: 'mute', params: { kind: 'x'.repeat(70_000) } }),
      'request/tooLarge',
    ],
    ['unknown', '{"id":2,"method":"fly","params":{}}', 'request/unknownMethod'],
    ['too early', '{"id":2,"method":"mute","params":{"kind":"audio"}}', 'room/notJoined'],
    [
      'of another version',
      JSON.stringify({ ...join, params: { ...join.params, version: 9 } }),
      'version/unsupported',
    ],
  ])('is refused when %s, and the socket goes on', async (_, frame, expected) => {
    const socket = await call.socket();
    socket.send(frame);
    const refusal = await socket.frames.until((it) => 'error' in it);
    expect(refusal.error).toMatchObject({ code: expected });
    socket.send(join);
    await socket.frames.until((it) => 'result' in it);
  });

  it('costs a seated participant nothing', async () => {
    const watcher = await publisher(1);
    const socket = await call.socket();
    socket.send(join);
    await socket.frames.until((it) => 'result' in it);
    const frames = [
      '{"id":',
      '[]',
      '{"id":3,"method":"fly"}',
      JSON.stringify({ id: 4, x: 'y'.repeat(100_000) }),
    ];
    for (const frame of frames) socket.send(frame);
    await until(
      'all are refused',
      () => socket.frames.entries.filter((it) => 'error' in it).length === frames.length,
    );
    socket.send({ id: 5, method: 'mute', params: { kind: 'audio' } });
    await watcher.events.until(({ name }) => name === 'muted');
    expect(names(watcher)).toEqual(['participantJoined', 'muted']);
  });

  it('closes the socket beyond the hard limit, and keeps the seat', async () => {
    const watcher = await publisher(1);
    const socket = await call.socket();
    socket.send(join);
    await socket.frames.until((it) => 'result' in it);
    socket.send('x'.repeat(2 * 1024 * 1024));
    expect((await socket.closed).code).toBe(1009);
    await watcher.events.until(({ name }) => name === 'statusChanged');
    expect(watcher.room.store.getState().participants).toHaveLength(2);
  });

  it('is refused beyond the rate, and closes the socket of who never stops', async () => {
    const socket = await call.socket();
    for (let id = 1; id <= 800; id++) socket.send({ id, method: 'heartbeat', params: {} });
    await socket.frames.until((it) => JSON.stringify(it).includes('request/tooMany'));
    expect((await socket.closed).code).toBe(4004);
  });
});
