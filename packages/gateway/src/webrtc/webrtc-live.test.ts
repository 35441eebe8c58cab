import { type Address, toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { createWebRtcProcess } from '@callgrid/webrtc';
import { buildMediaProcess } from '@callgrid/webrtc/test/build-media-process';
import { connect, RtcClient } from '@callgrid/webrtc/test/rtc-client';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { RtmpClient, tag } from '../../../rtmp/test/rtmp-client.ts';
import { browser, startCall, type TestCall, type TestClient } from '../../test/call.ts';

const ann = toUid(1);
let call: TestCall;

beforeEach(async () => {
  const webrtc = createWebRtcProcess({ bindAddress: '127.0.0.1' }, await buildMediaProcess());
  call = await startCall([], { webrtc });
});
afterEach(() => call.stop());

const address = ({ room }: TestClient): Address =>
  room.store.getState().streams.find(({ uid }) => uid === ann)!.address!;
const nameIn = (url: string) => url.slice(url.indexOf('/live/') + '/live/'.length);

/** A peer that has connected by POST; gives its session's URL too. */
async function peer(direction: 'push' | 'pull', url: string): Promise<{ rtc: RtcClient; session: URL }> {
  const rtc = new RtcClient(direction);
  onTestFinished(() => rtc.close());
  let session = new URL(url);
  await connect(rtc, async (offer) => {
    // On loopback the other side is there before libdatachannel has stored the answer, and then mistrusts it.
    const body = offer.replace(/^a=(candidate|end-of-candidates).*\r\n/gm, '');
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/sdp' }, body });
    expect(answer.status).toBe(201);
    session = new URL(answer.headers.get('location')!, url);
    return answer.text();
  });
  return { rtc, session };
}

async function phone(): Promise<RtmpClient> {
  const client = await RtmpClient.open(call.rtmpPort);
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}

const isVideo = ({ type }: { type: number }) => type === 9;

it('brings a push by WHIP to a phone and to a browser, and goes on when the page connects anew', async () => {
  const publisher = await call.join({ channelName: 'demo', uid: 1, publish: ['audio', 'video'] }, browser);
  const viewer = await call.join({ channelName: 'demo', uid: 2 }, { push: [], pull: ['rtmp', 'whep'] });
  const player = await phone();
  await player.play(nameIn(address(viewer).url));
  const { rtc: watcher } = await peer('pull', address(viewer).others![0]!.url);
  const { rtc: first } = await peer('push', address(publisher).url);
  first.send();
  const media = () => viewer.room.store.getState().streams[0]!.media;
  await until('it is live', () => media().audio === 'live' && media().video === 'live');
  await until('the phone sees it', () => player.received.filter(isVideo).length > 5);
  await until('the browser sees it', () => watcher.received.keys > 0 && watcher.received.audio > 5);
  const told = viewer.events.entries.length;
  const { rtc: second } = await peer('push', address(publisher).url);
  second.send();
  const [atPhone, atBrowser] = [player.received.length, watcher.received.video];
  await until('the phone goes on', () => player.received.length > atPhone + 10);
  await until('the browser goes on', () => watcher.received.video > atBrowser + 5);
  expect(viewer.events.entries.slice(told)).toEqual([]);
});

it('brings a push by RTMP to a browser, beginning with the cached pictures, and stops with DELETE', async () => {
  const publisher = await call.join({ channelName: 'demo', uid: 1, publish: ['audio', 'video'] });
  const viewer = await call.join({ channelName: 'demo', uid: 2 }, browser);
  const source = await phone();
  await source.publish(nameIn(address(publisher).url));
  source.media('video', 0, SEQUENCE_HEADER);
  source.media('video', 0, KEY);
  source.media('video', 40, DELTA);
  await until('it is live', () => viewer.room.store.getState().streams[0]!.media.video === 'live');
  const { rtc, session } = await peer('pull', address(viewer).url);
  await until('the keyframe came', () => rtc.received.keys === 1);
  source.media('video', 80, DELTA);
  await until('the next came', () => rtc.received.video === 3);
  const health = async () => JSON.parse(await get('/health')) as { webrtc: boolean };
  expect(await health()).toMatchObject({ webrtc: true });
  expect(await get('/metrics')).toContain('callgrid_media_players 1');
  expect((await fetch(session, { method: 'DELETE' })).status).toBe(200);
  expect(await get('/metrics')).toContain('callgrid_media_players 0');
});

const get = async (path: string) => (await fetch(`http://127.0.0.1:${call.port}${path}`)).text();

/** H.264 of the shortest kind: baseline parameters, and slices without a picture worth seeing. */
const nal = (bytes: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const SPS = Buffer.from('6742c00ad9079c04400000030040000007a3c489e0', 'hex');
const PPS = Buffer.from('68cb83cb20', 'hex');
const SEQUENCE_HEADER = Buffer.concat([
  Buffer.of(0x17, 0, 0, 0, 0, 1, 0x42, 0xc0, 0x0a, 0xff, 0xe1, 0, SPS.length),
  SPS,
  Buffer.of(1, 0, PPS.length),
  PPS,
]);
const KEY = Buffer.concat([
  Buffer.of(0x17, 1, 0, 0, 0),
  nal(Buffer.concat([Buffer.of(0x65, 0x88), tag.key()])),
]);
const DELTA = Buffer.concat([
  Buffer.of(0x27, 1, 0, 0, 0),
  nal(Buffer.concat([Buffer.of(0x41, 0x9a), tag.delta()])),
]);
