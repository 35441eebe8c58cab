import { expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { packetise } from '../h264/packetiser.ts';
import type { MediaKind } from '../media.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import type { SenderReport } from '../rtcp/rtcp-packet.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { writeRtp } from '../rtp/rtp-packet.ts';
import { PushSession } from './push-session.ts';

const KINDS = ['audio', 'video'] as const;
const SOURCES = { audio: 7, video: 8 };
const RATES = { audio: 48_000, video: 90_000 };
const KEYFRAME = packetise([SPS, PPS, makeNal(5)]);
/** By the sender's clock, pictures were taken so much before the sound that comes with them. */
const AHEAD_MS = 100;

/** The times of the pictures of a second, after whose beginning each kind is handed these kinds' reports. */
function timesOf(handed: (kind: MediaKind) => readonly MediaKind[]): number[] {
  const times: number[] = [];
  const push = new PushSession(
    { send: () => true, addCandidate() {}, look() {}, close() {} },
    { audio: 1, video: 2 },
    new Set(KINDS),
    { video: (_, __, timestamp) => void times.push(timestamp), audio() {}, heard() {} },
  );
  const sequences = { audio: 0, video: 0 };
  const send = (kind: MediaKind, frame: number) => {
    const payloads = kind === 'video' && frame === 0 ? KEYFRAME : [makeNal(1)];
    const timestamp = frame * (RATES[kind] / 25);
    for (const [at, payload] of payloads.entries()) {
      const marker = at === payloads.length - 1;
      const packet = {
        payloadType: 109,
        marker,
        sequence: sequences[kind]++,
        timestamp,
        ssrc: SOURCES[kind],
      };
      push.received(kind, writeRtp({ ...packet, payload }), frame * 40);
    }
  };
  const reportOf = (kind: MediaKind): SenderReport => ({
    type: 'senderReport',
    ssrc: SOURCES[kind],
    ntp: 1_700_000_000_000 - (kind === 'video' ? AHEAD_MS : 0),
    rtpTimestamp: 0,
    packets: 1,
    bytes: 1,
    reports: [],
  });
  for (let frame = 0; frame < 50; frame += 1) {
    for (const kind of KINDS) send(kind, frame);
    if (frame > 0) continue;
    for (const kind of KINDS) push.received(kind, writeRtcp(handed(kind).map(reportOf)), 0);
  }
  return times;
}

it('shows nothing that builds on a picture whose parts do not fit together, though no packet is missing', () => {
  const shown: boolean[] = [];
  let asked = 0;
  const send = (_: MediaKind, bytes: Buffer) => {
    asked += readRtcp(bytes).filter(({ type }) => type === 'pictureLoss').length;
    return true;
  };
  const push = new PushSession(
    { send, addCandidate() {}, look() {}, close() {} },
    { audio: 1, video: 2 },
    new Set(KINDS),
    { video: (_, isKey) => void shown.push(isKey), audio() {}, heard() {} },
  );
  let sequence = 0;
  let unit = 0;
  const take = (payloads: readonly Buffer[]) => {
    for (const [at, payload] of payloads.entries()) {
      const marker = at === payloads.length - 1;
      const packet = {
        payloadType: 109,
        marker,
        sequence: sequence++,
        timestamp: unit * 3_600,
        ssrc: 8,
        payload,
      };
      push.received('video', writeRtp(packet), unit * 40);
    }
    unit += 1;
  };
  const delta = packetise([makeNal(1)]);
  take(KEYFRAME);
  take(packetise([makeNal(1, 3_000)]).slice(1));
  push.tick(1_000);
  take(delta);
  expect([shown, asked]).toEqual([[true], 1]);
  take(KEYFRAME);
  take(delta);
  expect(shown).toEqual([true, true, false]);
});

it('lines up each kind by its own reports, where one datagram has those of both', () => {
  const apart = timesOf((kind) => [kind]);
  // In small steps, so that nobody sees it.
  expect(apart.at(-1)).toBeCloseTo(49 * 40 - AHEAD_MS, 1);
  expect(timesOf(() => KINDS)).toEqual(apart);
});
