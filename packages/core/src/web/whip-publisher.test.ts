import { beforeEach, describe, expect, test } from 'vitest';
import { videoQualities } from '../device/video-quality.ts';
import { VirtualClock } from '../testing.ts';
import { createFakeBrowser, type FakeAnswer, type FakeBrowser } from './fake-browser.ts';
import { FakeTrack } from './fake-peer.ts';
import { type Tracks, WhipPublisher } from './whip-publisher.ts';

const url = 'https://call.example.com/whip/7-camera-abc?key=secret';
const nothing: Tracks = { audio: null, video: null };

let fake: FakeBrowser;
let clock: VirtualClock;
let told: string[];
let publisher: WhipPublisher;

beforeEach(() => {
  fake = createFakeBrowser();
  clock = new VirtualClock();
  told = [];
  publisher = new WhipPublisher(fake.browser, clock, {
    connected: () => told.push('connected'),
    ended: (end) => told.push(end),
  });
});

const settle = () => clock.advance(0);
const peer = () => fake.peers[fake.peers.length - 1]!;

async function publish(tracks = nothing): Promise<void> {
  publisher.publish(url, tracks, videoQualities.HD);
  await settle();
}

describe('WhipPublisher', () => {
  test('offers at once, with the key in a header and out of the address', async () => {
    await publish();
    expect(fake.requests).toEqual([
      {
        method: 'POST',
        url: 'https://call.example.com/whip/7-camera-abc',
        headers: { Authorization: 'Bearer secret', 'Content-Type': 'application/sdp' },
        body: 'm=audio a=sendonly\r\nm=video a=sendonly',
        keepalive: false,
      },
    ]);
    expect(peer().descriptions).toEqual(['offer', 'answer']);
    expect(told).toEqual(['connected']);
    expect(clock.pending).toBe(0);
  });

  test('sends what the quality says, and H.264 before all else', async () => {
    await publish();
    const { sender, codecs } = peer().of('video');
    expect(sender.parameters).toEqual({
      encodings: [{ maxBitrate: 1_500_000, maxFramerate: 30 }],
      degradationPreference: 'balanced',
    });
    expect(codecs.map(({ sdpFmtpLine, mimeType }) => sdpFmtpLine ?? mimeType)).toEqual([
      'packetization-mode=1;profile-level-id=42e01f',
      'packetization-mode=1;profile-level-id=640c1f',
      'packetization-mode=0;profile-level-id=42e01f',
      'video/VP8',
      'video/rtx',
    ]);
  });

  test('sends more or less from the moment it is told, on the same connection', async () => {
    await publish();
    publisher.setQuality(videoQualities.SD);
    expect(peer().of('video').sender.parameters.encodings).toEqual([
      { maxBitrate: 900_000, maxFramerate: 30 },
    ]);
    expect(fake.peers).toHaveLength(1);
  });

  test('gathers with the servers that the gateway names', async () => {
    fake.answer = () => ({ status: 201, headers: { Link: '<stun:stun.example.com>; rel="ice-server"' } });
    await publish();
    expect(peer().configuration.iceServers).toEqual([{ urls: 'stun:stun.example.com' }]);
  });

  test('replaces a track on the same connection', async () => {
    const camera = new FakeTrack('video', 'a') as unknown as MediaStreamTrack;
    await publish({ audio: null, video: camera });
    expect(peer().of('video').sender.track).toBe(camera);
    await publisher.replaceTrack('video', null);
    expect(peer().of('video').sender.track).toBeNull();
    expect(fake.peers).toHaveLength(1);
  });

  test('takes leave when it stops, in a way that outlives the page', async () => {
    fake.answer = () => ({ status: 201, headers: { Location: '/session/1' } });
    await publish();
    publisher.stop();
    publisher.stop();
    expect(fake.requests.slice(1)).toEqual([
      {
        method: 'DELETE',
        url: 'https://call.example.com/session/1',
        headers: { Authorization: 'Bearer secret' },
        body: undefined,
        keepalive: true,
      },
    ]);
    expect(peer().connectionState).toBe('closed');
    expect(publisher.isActive).toBe(false);
  });

  test('takes leave of a session that is answered after it stopped', async () => {
    let answer = (_: FakeAnswer): void => {};
    fake.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await publish();
    publisher.stop();
    answer({ status: 201, headers: { Location: 'https://other.example.com/s' } });
    await settle();
    expect(fake.requests.map(({ method, url: to }) => `${method} ${to}`)).toEqual([
      'POST https://call.example.com/whip/7-camera-abc',
      'DELETE https://other.example.com/s',
    ]);
    expect(told).toEqual([]);
  });

  test('takes leave when the page is left, begins nothing then, and says so should the page come back', async () => {
    await publish();
    fake.fire('pagehide');
    expect(fake.requests[1]).toMatchObject({ method: 'DELETE', keepalive: true });
    await settle();
    expect(told).toEqual(['connected']);
    fake.fire('pageshow');
    expect(told).toEqual(['connected', 'lost']);
  });

  test.each([
    ['answered', () => Promise.resolve({ status: 503 })],
    ['broken off', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('begins nothing either when its offer is %s once the page is left', async (_, settles) => {
    let answer = (_: Promise<FakeAnswer>): void => {};
    fake.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await publish();
    fake.fire('pagehide');
    answer(settles());
    await settle();
    expect(told).toEqual([]);
    fake.fire('pageshow');
    expect(told).toEqual(['lost']);
  });

  test.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [406, 'unsupported'],
    [415, 'unsupported'],
    [429, 'failed'],
    [503, 'failed'],
    [200, 'failed'],
  ])('tells what a %i means: %s', async (status, end) => {
    fake.answer = () => ({ status });
    await publish();
    expect(told).toEqual([end]);
    expect(publisher.isActive).toBe(false);
    expect(clock.pending).toBe(0);
  });

  test('tells that the gateway was not reached, or did not answer in 8 s', async () => {
    fake.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await publish();
    expect(told).toEqual(['failed']);
    fake.answer = () => new Promise(() => {});
    await publish();
    await clock.advance(7_999);
    expect(told).toEqual(['failed']);
    await clock.advance(1);
    expect(told).toEqual(['failed', 'failed']);
    // Browsers have a few connections to a server, which offers without an answer would soon have taken.
    expect(fake.waiting).toBe(0);
  });

  test('tells that no packet gets through: when ICE says so, or after 8 s', async () => {
    fake.connects = false;
    await publish();
    peer().become('failed');
    expect(told).toEqual(['unreachable']);
    await publish();
    await clock.advance(8_000);
    expect(told).toEqual(['unreachable', 'unreachable']);
    expect(fake.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
  });

  test('bears 3 s without packets, and no more', async () => {
    await publish();
    peer().become('disconnected');
    await clock.advance(2_999);
    peer().become('connected');
    await clock.advance(60_000);
    peer().become('disconnected');
    await clock.advance(3_000);
    expect(told).toEqual(['connected', 'lost']);
  });

  test('bears nothing once there is a doubt', async () => {
    await publish();
    peer().become('disconnected');
    publisher.doubt();
    expect(told).toEqual(['connected', 'lost']);
    await publish();
    publisher.doubt();
    expect(told).toHaveLength(3);
    peer().become('disconnected');
    expect(told).toEqual(['connected', 'lost', 'connected', 'lost']);
  });

  test('hears the gateway say goodbye', async () => {
    await publish();
    peer().hangUp();
    expect(told).toEqual(['connected', 'lost']);
    // Nothing is left there to take leave of.
    expect(fake.requests.map(({ method }) => method)).toEqual(['POST']);
  });
});
