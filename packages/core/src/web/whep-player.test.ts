import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../testing.ts';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.ts';
import type { FakeMediaStream } from './fake-peer.ts';
import { WhepPlayer } from './whep-player.ts';

/** A `<video>` that says what a test makes it say. */
class FakeVideo extends EventTarget {
  srcObject: unknown = null;
  muted = false;
  plays = 0;
  /** As a browser that has not been touched yet. */
  wantsTap = false;

  async play(): Promise<void> {
    this.plays++;
    if (this.wantsTap && !this.muted)
      throw Object.assign(new Error('tap first'), { name: 'NotAllowedError' });
  }
}

const url = 'https://call.example.com/whep/7-camera-abc?key=secret';
let fake: FakeBrowser;
let clock: VirtualClock;
let video: FakeVideo;
let told: string[];
let player: WhepPlayer;

beforeEach(() => {
  fake = createFakeBrowser();
  clock = new VirtualClock();
  video = new FakeVideo();
  told = [];
  player = new WhepPlayer(fake.browser, clock, video as unknown as HTMLVideoElement, {
    connected: () => told.push('connected'),
    played: () => told.push('played'),
    ended: (end) => told.push(end),
    silenced: () => told.push('silenced'),
  });
});

async function play(): Promise<void> {
  player.play(url);
  await clock.advance(0);
}

describe('WhepPlayer', () => {
  test('asks for both kinds and shows what comes, the first frame told once', async () => {
    await play();
    expect(fake.requests[0]?.body).toBe('m=audio a=recvonly\r\nm=video a=recvonly');
    expect(fake.peers[0]?.of('video').codecs[0]?.sdpFmtpLine).toContain('42e01f');
    expect((video.srcObject as FakeMediaStream).getTracks()).toEqual(
      fake.peers[0]?.transceivers.map(({ receiver }) => receiver.track),
    );
    video.dispatchEvent(new Event('playing'));
    video.dispatchEvent(new Event('playing'));
    expect(told).toEqual(['connected', 'played']);
  });

  test('goes on without sound where the browser waits for a tap, and with sound after it', async () => {
    video.wantsTap = true;
    await play();
    expect(video.muted).toBe(true);
    expect(told).toEqual(['silenced', 'connected']);
    video.wantsTap = false;
    player.unsilence();
    expect(video.muted).toBe(false);
    expect(video.plays).toBe(3);
  });

  test('lets go of the video and of the session when it stops', async () => {
    await play();
    player.stop();
    expect(video.srcObject).toBeNull();
    expect(fake.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    video.dispatchEvent(new Event('playing'));
    expect(told).toEqual(['connected']);
  });

  test('leaves the last picture when the session is lost, and can play again', async () => {
    await play();
    fake.peers[0]?.become('failed');
    expect(told).toEqual(['connected', 'lost']);
    expect(video.srcObject).not.toBeNull();
    await play();
    expect(told).toEqual(['connected', 'lost', 'connected']);
  });
});
