import { type Address, toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtmpClient, tag } from '../../../rtmp/test/rtmp-client.ts';
import { browser, startCall, type TestCall, type TestClient } from '../../test/call.ts';
import { FakeWebRtc } from '../../test/fake-webrtc.ts';
import { offerOf } from '../../test/offer.ts';

const ann = toUid(1);
const both = ['audio', 'video'] as const;
const key = { kind: 'video', role: 'key', timestamp: 40, payload: tag.key() } as const;
const header = { kind: 'video', role: 'header', timestamp: 40, payload: tag.videoHeader() } as const;

let webrtc: FakeWebRtc;
let call: TestCall;
let publisher: TestClient;
let viewer: TestClient;
let clients: RtmpClient[];

beforeEach(async () => {
  clients = [];
  webrtc = new FakeWebRtc();
  call = await startCall([], { webrtc });
  publisher = await call.join({ channelName: 'demo', uid: 1, publish: both }, browser);
  viewer = await call.join({ channelName: 'demo', uid: 2 }, { push: ['rtmp'], pull: ['rtmp', 'whep'] });
});
afterEach(async () => {
  for (const client of clients) client.end();
  await call.stop();
});

function address({ room }: TestClient): Address {
  return room.store.getState().streams.find(({ uid }) => uid === ann)!.address!;
}

function whep(client: TestClient): string {
  const { protocol, url, others = [] } = address(client);
  return protocol === 'whep' ? url : others.find((it) => it.protocol === 'whep')!.url;
}

/** POSTs an offer; gives the session's id. */
async function open(url: string, direction: 'push' | 'pull' = 'push'): Promise<string> {
  const body = offerOf(direction);
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/sdp' }, body });
  expect(answer.status).toBe(201);
  return webrtc.of('open').at(-1)!.id;
}

/** A push that is connected and flows. */
async function push(): Promise<string> {
  const id = await open(address(publisher).url);
  webrtc.say('connected', { id });
  flow(id);
  return id;
}

function flow(id: string): void {
  for (const packet of [header, key]) webrtc.say('packet', { id, packet });
  for (const kind of both) webrtc.say('heard', { id, kind, bytes: 1_000, packets: 10 });
}

async function play(url = address(viewer).url): Promise<RtmpClient> {
  const client = await RtmpClient.open(call.rtmpPort);
  clients.push(client);
  await client.connect();
  await client.play(url.slice(url.indexOf('/live/') + '/live/'.length));
  return client;
}

const media = () => viewer.room.store.getState().streams.find(({ uid }) => uid === ann)?.media;
const isLive = () => media()?.audio === 'live' && media()?.video === 'live';
const told = () => viewer.events.entries.filter(({ name }) => name === 'mediaChanged').length;
const get = async (path: string) => (await fetch(`http://127.0.0.1:${call.port}${path}`)).text();
const health = async () => JSON.parse(await get('/health')) as { streams: number; webrtc: boolean };
const players = async () => Number(/^callgrid_media_players (\d+)/m.exec(await get('/metrics'))?.[1]);

describe('addresses', () => {
  it('are in the best protocol that both speak, with the others after it', () => {
    expect(address(publisher)).toMatchObject({
      protocol: 'whip',
      url: expect.stringMatching(new RegExp(`^http://127.0.0.1:${call.port}/whip/1-camera-[\\w-]{8}\\?key=`)),
    });
    expect(address(viewer)).toMatchObject({
      protocol: 'rtmp',
      others: [{ protocol: 'whep', url: expect.stringContaining('/whep/1-camera-') }],
    });
  });
});

describe('a push by WHIP', () => {
  it('is live by what is heard of it, and is played over RTMP', async () => {
    const player = await play();
    await push();
    await until('it is live', isLive);
    await until('it is played', () => player.received.some(({ payload }) => payload.equals(tag.key())));
    expect(await health()).toMatchObject({ webrtc: true });
  });

  it('makes AAC only while somebody plays it, and a picture for each who comes', async () => {
    const id = await push();
    expect(webrtc.of('demand')).toEqual([]);
    const player = await play();
    await until('it is asked', () => webrtc.of('demand').length === 2);
    player.end();
    await until('it is asked no more', () => webrtc.of('demand').length === 3);
    const asked = webrtc.of('demand').map(({ audio, video, keyframe }) => ({ audio, video, keyframe }));
    expect(asked).toEqual([
      { audio: true, video: true, keyframe: false },
      { audio: true, video: true, keyframe: true },
      { audio: false, video: false, keyframe: false },
    ]);
    expect(webrtc.of('demand')[0]?.id).toBe(id);
  });

  it('connects anew without an event for the others, and the former session is closed', async () => {
    const former = await push();
    await until('it is live', isLive);
    const before = told();
    const id = await open(address(publisher).url);
    expect([...webrtc.sessions.keys()]).toEqual([id]);
    webrtc.say('packet', { id: former, packet: key });
    webrtc.say('connected', { id });
    flow(id);
    const { room } = publisher;
    await room.mute('audio');
    await viewer.events.until(({ name }) => name === 'muted');
    expect(told()).toBe(before);
    webrtc.end(id, 'closed');
    await until('it has stalled', () => media()?.video === 'stalled');
  });

  it('that never connects lets go of the place it was kept', async () => {
    await push();
    await until('it is live', isLive);
    webrtc.end(await open(address(publisher).url), 'timeout');
    await until('it has stalled', () => media()?.video === 'stalled');
    expect(await players()).toBe(0);
  });

  it('is taken over by RTMP, and takes over from it', async () => {
    const other = await call.join(
      { channelName: 'demo', uid: 3, publish: both },
      { push: ['rtmp', 'whip'], pull: ['rtmp'] },
    );
    const own = other.room.store.getState().streams.find(({ uid }) => uid === toUid(3))!.address!;
    const rtmp = await RtmpClient.open(call.rtmpPort);
    clients.push(rtmp);
    await rtmp.connect();
    const id = await open(own.others![0]!.url);
    webrtc.say('connected', { id });
    await rtmp.publish(own.url.slice(own.url.indexOf('/live/') + '/live/'.length));
    await until('the session is closed', () => webrtc.sessions.size === 0);
    const next = await open(own.others![0]!.url);
    webrtc.say('connected', { id: next });
    await rtmp.closed;
    expect([...webrtc.sessions.keys()]).toEqual([next]);
  });

  it('changes its kinds on the same connection, and ends with its grant', async () => {
    const id = await push();
    await publisher.room.unpublish({ kinds: ['audio'] });
    expect(webrtc.of('setKinds')).toEqual([{ does: 'setKinds', id, kinds: ['video'] }]);
    await publisher.room.unpublish();
    expect(webrtc.sessions.size).toBe(0);
    await until('nothing is left', async () => (await health()).streams === 0);
  });

  it('is given kinds that changed while it was answered', async () => {
    let answer = () => {};
    webrtc.held = new Promise((resolve) => {
      answer = resolve;
    });
    const opened = open(address(publisher).url);
    await until('it is asked', () => webrtc.of('open').length === 1);
    await publisher.room.unpublish({ kinds: ['audio'] });
    answer();
    expect(webrtc.sessions.get(await opened)?.kinds).toEqual(['video']);
  });

  it('announces no sound to players of FLV where none can be made', async () => {
    await call.stop();
    webrtc = new FakeWebRtc();
    webrtc.canTranscode = false;
    call = await startCall([], { webrtc });
    publisher = await call.join({ channelName: 'demo', uid: 1, publish: both }, browser);
    viewer = await call.join({ channelName: 'demo', uid: 2 }, { push: [], pull: ['rtmp'] });
    await push();
    const player = await play();
    await until('it is played', () => player.received.length >= 3);
    expect(String(player.received[0]?.payload)).not.toContain('audiocodecid');
  });
});

describe('a pull by WHEP', () => {
  it('counts as a player, and is fed from the hub while it is wanted there', async () => {
    const other = await call.join(
      { channelName: 'demo', uid: 3, publish: both },
      { push: ['rtmp'], pull: [] },
    );
    await until('it is known', () => viewer.room.store.getState().streams.length === 2);
    const { address: from } = await viewer.room.subscribe({ uid: toUid(3) });
    const id = await open(from.others![0]!.url, 'pull');
    const { stream } = webrtc.sessions.get(id)!;
    expect(await players()).toBe(1);
    webrtc.say('wanted', { stream, wanted: true });
    const own = other.room.store.getState().streams.find(({ uid }) => uid === toUid(3))!.address!.url;
    const rtmp = await RtmpClient.open(call.rtmpPort);
    clients.push(rtmp);
    await rtmp.connect();
    await rtmp.publish(own.slice(own.indexOf('/live/') + '/live/'.length));
    rtmp.media('video', 0, tag.videoHeader());
    rtmp.media('video', 0, tag.key());
    await until('it is fed', () => webrtc.of('feed').length === 2);
    expect(webrtc.of('feed').map(({ packet }) => packet.role)).toEqual(['header', 'key']);
    expect(await players()).toBe(1);
    webrtc.say('wanted', { stream, wanted: false });
    rtmp.media('video', 40, tag.delta());
    rtmp.media('video', 80, tag.key(77));
    await viewer.room.unsubscribe({ uid: toUid(3) });
    expect(webrtc.of('feed')).toHaveLength(2);
    expect(webrtc.sessions.size).toBe(0);
    expect(await players()).toBe(0);
  });

  it('is no demand of a push, and asks nothing of the hub', async () => {
    await push();
    await open(whep(viewer), 'pull');
    expect(webrtc.of('demand')).toEqual([]);
    expect(await players()).toBe(1);
    expect(await get('/metrics')).toContain('callgrid_webrtc_sessions{direction="pull"} 1');
    expect(await get('/metrics')).toContain('callgrid_webrtc_sessions_total 2');
  });
});

describe('the media process', () => {
  it('that is lost takes its sessions with it, and clients come back to the same address', async () => {
    await push();
    await open(whep(viewer), 'pull');
    await until('it is live', isLive);
    webrtc.lose();
    await until('it has stalled', () => media()?.video === 'stalled');
    expect(await health()).toMatchObject({ webrtc: false });
    const { url } = address(publisher);
    const headers = { 'content-type': 'application/sdp' };
    const refused = await fetch(url, { method: 'POST', headers, body: offerOf('push') });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    webrtc.isUp = true;
    webrtc.say('available', { available: true, canTranscode: true });
    await push();
    await until('it is live again', isLive);
  });

  it('that cannot be started leaves the calls that work without it', async () => {
    await call.stop();
    webrtc = new FakeWebRtc();
    webrtc.isMissing = true;
    call = await startCall([], { webrtc });
    const phone = await call.join({ channelName: 'demo', uid: 1, publish: both });
    const page = await call.join({ channelName: 'demo', uid: 2 }, browser);
    expect(address(phone).protocol).toBe('rtmp');
    expect(address(page)).toMatchObject({ protocol: 'ws-flv' });
    await expect(page.room.publish()).rejects.toMatchObject({ code: 'stream/noProtocol' });
    expect(await health()).toMatchObject({ webrtc: false });
  });
});

it('plays FLV over HTTP beside WebSockets, for pages of this machine', async () => {
  await push();
  const page = await call.join({ channelName: 'demo', uid: 4 }, { push: [], pull: ['ws-flv'] });
  const url = address(page).url.replace('ws:', 'http:');
  const origin = 'http://localhost:5173';
  const answer = await fetch(url, { headers: { origin } });
  expect(answer.headers.get('content-type')).toBe('video/x-flv');
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  const reader = answer.body!.getReader();
  expect(String.fromCharCode(...(await reader.read()).value!.subarray(0, 3))).toBe('FLV');
  await reader.cancel();
  expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await fetch(url.replace(/key=.*/, 'key=x'))).status).toBe(403);
  expect((await fetch(url.replace('.flv', '.mp4'))).status).toBe(404);
});
