import { seededRandom } from '@callgrid/test-kit';
import { describe, expect, it } from 'vitest';
import { TrackReceiver } from '../src/receive/track-receiver.ts';
import { readRtcp } from '../src/rtcp/read-rtcp.ts';
import { writeRtcp } from '../src/rtcp/write-rtcp.ts';
import { blankPacket, isRtcp, readRtp } from '../src/rtp/rtp-packet.ts';
import { TrackSender } from '../src/send/track-sender.ts';
import { type LinkOptions, LossyLink, VirtualTime } from './lossy-link.ts';

const FRAMES_A_SECOND = 30;
const PACKETS_A_FRAME = 8;

/** A minute of video from a sender to a receiver over a link, and a few seconds to settle. */
function watch(options: LinkOptions, seed: number) {
  const time = new VirtualTime();
  const random = seededRandom(seed);
  const sender = new TrackSender({
    ssrc: 1,
    payloadType: 96,
    clockRate: 90_000,
    firstSequence: 60_000,
    timestampOffset: 4_000_000_000,
  });
  const delivered: number[] = [];
  const delays: number[] = [];
  let losses = 0;
  const receiver = new TrackReceiver(
    { clockRate: 90_000, localSsrc: 2, canNack: true },
    {
      packet: ({ payload }) => {
        delivered.push(payload.readUInt32BE(0));
        delays.push(time.now - payload.readDoubleBE(4));
      },
      lost: () => {
        losses += 1;
      },
    },
  );
  const down = new LossyLink(time, random, options, (bytes) => {
    const packet = isRtcp(bytes) ? undefined : readRtp(bytes);
    if (packet) receiver.receive(packet, time.now);
  });
  const up = new LossyLink(time, random, options, (bytes) => {
    for (const packet of readRtcp(bytes)) {
      if (packet.type === 'nack') for (const again of sender.resend(packet.lost, time.now)) down.send(again);
    }
  });
  let sent = 0;
  time.every(1_000 / FRAMES_A_SECOND, () => {
    if (time.now > 60_000) return;
    for (let index = 0; index < PACKETS_A_FRAME; index += 1) {
      const payload = Buffer.alloc(1_000);
      payload.writeUInt32BE(sent++, 0);
      payload.writeDoubleBE(time.now, 4);
      down.send(sender.packet(blankPacket(payload), time.now * 90, index === PACKETS_A_FRAME - 1));
    }
  });
  time.every(20, () => {
    const packets = receiver.tick(time.now);
    if (packets.length > 0) up.send(writeRtcp(packets));
  });
  time.runUntil(63_000);
  return { sent, delivered, losses, delays, stats: receiver.stats(), resent: sender.stats().resentPackets };
}

describe('a track over a lossy link', () => {
  it.each([
    ['2 % lost, 100 ms each way', { loss: 0.02, delayMs: 100 }],
    ['5 % lost, 100 ms each way', { loss: 0.05, delayMs: 100 }],
    ['5 % lost, reordered and repeated', { loss: 0.05, delayMs: 80, jitterMs: 40, duplicates: 0.02 }],
    ['10 % lost, near', { loss: 0.1, delayMs: 5 }],
  ])('arrives in order, next to nothing lost: %s', (_, options) => {
    for (const seed of [1, 2, 3]) {
      const { sent, delivered, losses, stats, resent } = watch(options, seed);

      expect(delivered.length).toBeGreaterThanOrEqual(sent * 0.999);
      expect(delivered.every((number, index) => number > (delivered[index - 1] ?? -1))).toBe(true);
      const gaps = delivered.filter(
        (number, index) => index > 0 && number !== (delivered[index - 1] ?? 0) + 1,
      );
      expect(losses).toBe(gaps.length);
      expect(stats.held).toBe(0);
      // Asking twice for what is under way would cost bandwidth where there is least.
      expect(resent).toBeLessThan(sent * options.loss * 1.6);
    }
  });

  it('learns how long a round trip is', () => {
    const { roundTripMs } = watch({ loss: 0.05, delayMs: 100 }, 4).stats;
    expect(roundTripMs).toBeGreaterThan(195);
    expect(roundTripMs).toBeLessThan(220);
  });

  it('holds nothing back for longer than its bound', () => {
    const { delays } = watch({ loss: 0.3, delayMs: 100 }, 5);
    expect(Math.max(...delays)).toBeLessThan(100 + 500 + 34 + 20);
  });
});
