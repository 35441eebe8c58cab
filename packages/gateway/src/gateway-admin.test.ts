import { toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtmpClient, tag } from '../../rtmp/test/rtmp-client.ts';
import { startCall, type TestCall, type TestClient } from '../test/call.ts';
import { createGateway, readConfig } from './index.ts';

const adminKey = 'an admin key of more than thirty-two characters';
const channelName = '周会/议室 №1';
const both = ['audio', 'video'] as const;
const ann = toUid(1);

let call: TestCall;
let first: TestClient;
let second: TestClient;
beforeEach(async () => {
  call = await startCall([`--admin-key=${adminKey}`]);
  first = await call.join({ channelName, uid: 1, name: 'Ann', publish: both });
  second = await call.join({ channelName, uid: 2 });
});
afterEach(() => call.stop());

const room = `/admin/rooms/${encodeURIComponent(channelName)}`;
const ask = (path: string, method = 'GET', key: string | null = adminKey): Promise<Response> =>
  fetch(`http://127.0.0.1:${call.port}${path}`, {
    method,
    ...(key !== null && { headers: { authorization: `Bearer ${key}` } }),
  });
const json = async (path: string) => (await (await ask(path)).json()) as Record<string, unknown>;
const secretsOf = (client: TestClient) =>
  client.room.store.getState().streams.map(({ address }) => address!.url.split('key=')[1]!);

async function pushing(client: TestClient): Promise<RtmpClient> {
  const [stream] = client.room.store.getState().streams;
  const rtmp = await RtmpClient.open(call.rtmpPort);
  await rtmp.connect();
  await rtmp.publish(stream!.address!.url.split('/live/')[1]!);
  rtmp.media('audio', 0, tag.audioHeader());
  rtmp.media('audio', 0, tag.audio());
  return rtmp;
}

describe('the admin API', () => {
  it('lists the rooms', async () => {
    expect(await json('/admin/rooms')).toEqual({ rooms: [{ channelName, participants: 2, streams: 1 }] });
  });

  it('shows a room with what lies behind it, and no secret', async () => {
    const rtmp = await pushing(first);
    await second.events.until(({ name }) => name === 'mediaChanged');
    const answer = await ask(room);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      channelName,
      participants: [
        {
          uid: ann,
          name: 'Ann',
          status: 'connected',
          rights: { role: 'broadcaster', publish: true, subscribe: true },
          grants: [{ streamId: '1/camera', direction: 'push', kinds: both }],
        },
        { uid: '2', grants: [{ streamId: '1/camera', direction: 'pull', kinds: both }] },
      ],
      streams: [
        {
          id: '1/camera',
          media: { audio: 'live', video: 'waiting' },
          flow: { audio: { status: 'live' }, players: 0 },
          quality: [],
        },
      ],
    });
    for (const secret of [...secretsOf(first), ...secretsOf(second), 'session']) {
      expect(text).not.toContain(secret);
    }
    rtmp.end();
  });

  it('kicks somebody, whose phone and keys are cut off at once', async () => {
    const rtmp = await pushing(first);
    expect((await ask(`${room}/participants/1`, 'DELETE')).status).toBe(204);
    await rtmp.closed;
    await first.events.until(({ name }) => name === 'left');
    expect(first.room.store.getState().connection).toEqual({ status: 'left', reason: 'kicked' });
    const left = await second.events.until(({ name }) => name === 'participantLeft');
    expect(left.payload).toEqual({ uid: ann, reason: 'kicked' });
    expect((await json('/health')).grants).toBe(0);
  });

  it('dissolves a room', async () => {
    expect((await ask(room, 'DELETE')).status).toBe(204);
    for (const client of [first, second]) {
      await client.events.until(({ name }) => name === 'left');
      expect(client.room.store.getState().connection).toEqual({ status: 'left', reason: 'dissolved' });
    }
    expect(await json('/admin/rooms')).toEqual({ rooms: [] });
  });

  it.each<[string, string, string, string | null, number, RegExp]>([
    ['no key', '/admin/rooms', 'GET', null, 401, /Authorization: Bearer/],
    ['another key', '/admin/rooms', 'GET', 'x'.repeat(40), 401, /Authorization: Bearer/],
    ['another key, to kick', `${room}/participants/1`, 'DELETE', adminKey.slice(1), 401, /Bearer/],
    ['no key for the metrics', '/metrics', 'GET', null, 401, /Bearer/],
    ['a room that nobody is in', '/admin/rooms/empty', 'GET', adminKey, 404, /"empty"/],
    ['to dissolve a room that nobody is in', '/admin/rooms/empty', 'DELETE', adminKey, 404, /"empty"/],
    [
      'to kick from a room that nobody is in',
      '/admin/rooms/a/participants/1',
      'DELETE',
      adminKey,
      404,
      /"a"/,
    ],
    ['somebody who is not there', `${room}/participants/9`, 'DELETE', adminKey, 404, /9 is not in/],
    ['a uid that is none', `${room}/participants/x`, 'DELETE', adminKey, 400, /decimal text/],
    ['nothing that there is', '/admin/users', 'GET', adminKey, 404, /nothing here/],
    ['with a path that cannot be decoded', '/admin/rooms/%zz', 'GET', adminKey, 400, /./],
  ])('answers %s with a problem', async (_, path, method, key, status, detail) => {
    const answer = await ask(path, method, key);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as { status: number; detail: string };
    expect(problem).toMatchObject({ type: 'about:blank', status });
    expect(problem.detail).toMatch(detail);
    expect(call.port && (await json('/health')).participants).toBe(2);
  });

  it('is not opened by a key that could be guessed', () => {
    for (const key of ['', 'short'])
      expect(() => createGateway({ ...readConfig(['--port=0'], {}), adminKey: key })).toThrow(/at least 32/);
  });

  it.each([
    ['is off', [], '/admin/rooms', 404],
    ['takes its metrics along where there is a secret', [`--secret=${'s'.repeat(32)}`], '/metrics', 404],
    ['leaves the metrics open in debug mode', [], '/metrics', 200],
  ])('without a key %s', async (_, args, path, status) => {
    const other = await startCall(args);
    const answer = await fetch(`http://127.0.0.1:${other.port}${path}`);
    expect(answer.status).toBe(status);
    if (status === 404) expect(await answer.text()).toContain('--admin-key');
    await other.stop();
  });
});

describe('a report', () => {
  const sample = (id: string, direction: 'push' | 'pull', netSpeed: number) =>
    ({ id, direction, network: { netSpeed }, code: 2001 }) as never;
  const quality = async () => ((await json(room)).streams as { quality: object[] }[])[0]!.quality;

  /** Sends what the client would send after its five seconds. */
  async function report(uid: string, samples: readonly object[]) {
    const socket = await call.socket();
    const protocols = { push: ['rtmp'], pull: ['rtmp'] };
    const params = { version: 1, channelName, uid, autoSubscribe: true, protocols };
    socket.send({ id: 1, method: 'join', params });
    await socket.frames.until(({ id }) => id === 1);
    socket.send({ id: 2, method: 'report', params: { samples } });
    await socket.frames.until(({ id }) => id === 2);
    return socket;
  }

  it('is kept, the latest of each reporter, for streams that the reporter has a right to', async () => {
    const socket = await report('3', [
      sample('1/camera', 'pull', 10),
      sample('1/camera', 'pull', 20),
      sample('1/camera', 'push', 30),
      sample('9/camera', 'pull', 40),
      sample('3/camera', 'push', 50),
    ]);
    const at = expect.any(Number);
    expect(await quality()).toEqual([
      { reporter: '3', direction: 'pull', at, network: { netSpeed: 20 }, code: 2001 },
    ]);
    socket.send({ id: 3, method: 'unsubscribe', params: { uid: '1', source: 'camera', kinds: both } });
    await socket.frames.until(({ id }) => id === 3);
    expect(await quality()).toEqual([]);
  });

  it('is gone with its reporter', async () => {
    const socket = await report('3', [sample('1/camera', 'pull', 10)]);
    socket.send({ id: 3, method: 'leave', params: {} });
    await socket.closed;
    expect(await quality()).toEqual([]);
  });

  it('is read by Prometheus, with everything that is counted', async () => {
    await report('3', [sample('1/camera', 'pull', 10)]);
    await report('4', [sample('1/camera', 'pull', 30)]);
    await expect(
      call.client().room.join({ channelName, uid: 5, role: 'audience', publish: both }),
    ).resolves.toBeDefined();
    await second.room.subscribe({ uid: toUid(77) }).catch(() => {});
    second.cut();
    await second.events.until(({ name }) => name === 'reconnected');
    await second.room.leave();
    await until('it is seen to have left', async () =>
      (await (await ask('/metrics')).text()).includes('callgrid_leaves_total{reason="left"} 1'),
    );
    const answer = await ask('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    for (const line of [
      'callgrid_rooms 1',
      'callgrid_participants{status="connected"} 4',
      'callgrid_streams 1',
      'callgrid_joins_total{resumed="true"} 1',
      'callgrid_joins_total{resumed="false"} 5',
      'callgrid_refusals_total{code="participant/unknown"} 1',
      'callgrid_media{kind="audio",status="waiting"} 1',
      `callgrid_stream_quality{room="${channelName}",stream="1/camera",direction="pull",field="netSpeed"} 30`,
      'callgrid_quality_mean{direction="pull",field="netSpeed"} 20',
      'callgrid_stream_quality_omitted 0',
      'process_cpu_seconds_total ',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/^callgrid_sockets [34]$/m);
  });
});
