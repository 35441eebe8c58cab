import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { writeAvcHeader, writeAvcUnit } from '../flv/flv-video.ts';
import { packetise } from '../h264/packetiser.ts';
import type { Peer } from '../peer/peer.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { writeRtp } from '../rtp/rtp-packet.ts';
import { FlvInlet } from './flv-inlet.ts';
import { LiveStream } from './live-stream.ts';
import { servePull } from './serve-pull.ts';
import { servePush } from './serve-push.ts';

const BOTH = ['audio', 'video'] as const;
const ssrcs = { audio: 1, video: 2 };
const SOURCE = 7;

const rtp = fc
  .record({
    sequence: fc.oneof(fc.nat(0xffff), fc.nat(20)),
    timestamp: fc.oneof(fc.nat(0xffff_ffff), fc.nat(9_000)),
    marker: fc.boolean(),
    ssrc: fc.constantFrom(SOURCE, SOURCE + 1),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((it) => Buffer.from(it)),
      fc.constantFrom(...packetise([SPS, PPS, makeNal(5, 2_000)]), ...packetise([makeNal(1, 50)])),
    ),
  })
  .map((it) => writeRtp({ ...it, payloadType: 109 }));
const rtcp = fc
  .record({
    ntp: fc.double({ min: 0, max: 4e12, noNaN: true }),
    stamp: fc.nat(0xffff_ffff),
    lost: fc.array(fc.nat(0xffff)),
  })
  .map(({ ntp, stamp, lost }) =>
    writeRtcp([
      {
        type: 'senderReport',
        ssrc: SOURCE,
        ntp,
        rtpTimestamp: stamp,
        packets: 1,
        bytes: 1,
        reports: [],
      },
      { type: 'nack', senderSsrc: SOURCE, mediaSsrc: ssrcs.video, lost },
      { type: 'pictureLoss', senderSsrc: SOURCE, mediaSsrc: ssrcs.video },
    ]),
  );
/** A byte or two of it changed, or its end cut off. */
const damaged = (whole: fc.Arbitrary<Buffer>) =>
  fc
    .record({ whole, at: fc.nat(60), byte: fc.nat(255), cut: fc.option(fc.nat(60)) })
    .map(({ whole, at, byte, cut }) => {
      const bytes = Buffer.from(whole);
      if (at < bytes.length) bytes[at] = byte;
      return cut === null ? bytes : bytes.subarray(0, cut);
    });
const datagram = fc.oneof(rtp, rtcp, damaged(rtp), damaged(rtcp));
const step = fc.record({ kind: fc.constantFrom(...BOTH), bytes: datagram, after: fc.nat(3_000) });

function parts() {
  const peer: Peer = { send: () => true, addCandidate() {}, look() {}, close() {} };
  const stream = new LiveStream(undefined, () => {});
  const tracks = BOTH.map((kind) => ({ kind, mid: kind, payloadType: 109, parameters: '' }));
  return { peer, stream, tracks };
}

it('takes whatever a peer sends, in any order, without a throw', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { peer, stream, tracks } = parts();
      const push = servePush({ peer, ssrcs, kinds: BOTH, stream }, undefined, { packet() {}, heard() {} });
      const pull = servePull({ peer, ssrcs, kinds: BOTH, tracks, stream });
      push.connected();
      pull.connected();
      let now = performance.now();
      for (const { kind, bytes, after } of steps) {
        now += after;
        push.received(kind, bytes, now);
        pull.received(kind, bytes, now);
        push.tick(now);
        pull.tick(now);
      }
      push.close();
      pull.close();
    }),
    { numRuns: 500 },
  );
});

it('takes whatever the hub has, without a throw', () => {
  const header = writeAvcHeader({ sps: [SPS], pps: [PPS], lengthSize: 4 });
  const unit = writeAvcUnit({ nals: [makeNal(5, 100)], isKey: true })!;
  const good = fc.constantFrom(header, unit, Buffer.of(0xaf, 0, 0x12, 0x10), Buffer.of(0xaf, 1, 9, 9));
  const packet = fc.record({
    kind: fc.constantFrom(...BOTH),
    payload: fc.oneof(
      good,
      damaged(good),
      fc.uint8Array({ maxLength: 40 }).map((it) => Buffer.from(it)),
    ),
    timestamp: fc.nat(0xffff_ffff),
  });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 40 }), (packets) => {
      const { stream } = parts();
      const inlet = new FlvInlet(undefined, stream.relay);
      for (const { kind, payload, timestamp } of packets)
        inlet.take({ kind, role: 'delta', payload, timestamp });
      expect(stream.relay.msAt(Date.now())).not.toBeNaN();
    }),
    { numRuns: 500 },
  );
});
