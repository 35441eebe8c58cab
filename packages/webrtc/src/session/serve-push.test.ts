import { beforeEach, expect, it, vi } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { packetise } from '../h264/packetiser.ts';
import type { Peer } from '../peer/peer.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import { writeRtp } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';
import { LiveStream } from './live-stream.ts';
import { servePush } from './serve-push.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  return () => vi.useRealTimers();
});

/** A push that sends a keyframe whenever it is asked for one. */
function push() {
  let asked = 0;
  let sequence = 0;
  const peer: Peer = {
    send: (_, bytes) => {
      if (readRtcp(bytes).some(({ type }) => type === 'pictureLoss')) asked += 1;
      return true;
    },
    addCandidate() {},
    look() {},
    close() {},
  };
  const stream = new LiveStream(undefined, () => {});
  const media = servePush({ peer, ssrcs: { audio: 1, video: 2 }, kinds: ['video'], stream }, undefined, {
    packet() {},
    heard() {},
  });
  const sendKeyframe = () => {
    const payloads = packetise([SPS, PPS, makeNal(5)]);
    for (const [at, payload] of payloads.entries()) {
      const marker = at === payloads.length - 1;
      const packet = { payloadType: 109, marker, sequence, timestamp: sequence, ssrc: 7, payload };
      sequence += 1;
      media.received('video', writeRtp(packet), performance.now());
    }
  };
  /** How often it is asked within the next so many ms. */
  const askedIn = (ms: number) => {
    const before = asked;
    for (let passed = 0; passed < ms; passed += 20) {
      vi.advanceTimersByTime(20);
      const answered = asked;
      media.tick(performance.now());
      if (asked > answered) sendKeyframe();
    }
    return asked - before;
  };
  sendKeyframe();
  return { media, askedIn };
}

it('asks for keyframes by itself while players watch, heard or not, and only then', () => {
  const { media, askedIn } = push();
  const period = 3 * limits.keyframeForPlayersMs;
  expect(askedIn(period)).toBe(0);
  media.demand({ audio: false, video: true });
  expect(askedIn(period)).toBe(3);
  media.demand({ audio: true, video: false });
  expect(askedIn(period)).toBe(0);
});
