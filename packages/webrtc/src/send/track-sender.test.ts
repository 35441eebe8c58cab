import { describe, expect, it } from 'vitest';
import { blankPacket, readRtp } from '../rtp/rtp-packet.ts';
import { TrackSender } from './track-sender.ts';

function sender(firstSequence = 0) {
  return new TrackSender({
    ssrc: 0xdeadbeef,
    payloadType: 102,
    clockRate: 90_000,
    firstSequence,
    timestampOffset: 0xfffffff0,
  });
}

/** What goes over the wire again. */
const resent = (track: TrackSender, lost: readonly number[], now: number) =>
  Array.from(track.resend(lost, now), (packet) => Buffer.from(packet));

const blank = (bytes = 10, fill = 1) => blankPacket(Buffer.alloc(bytes, fill));

describe('TrackSender', () => {
  it('numbers its packets across the wrap, and adds its offset to rounded timestamps', () => {
    const track = sender(65_535);
    const sent = [track.packet(blank(), 15.6, true), track.packet(blank(), 2 ** 33 + 4, false)];
    const plain = { payloadType: 102, ssrc: 0xdeadbeef, payload: Buffer.alloc(10, 1) };
    expect(sent.map(readRtp)).toEqual([
      { ...plain, sequence: 65_535, timestamp: 0, marker: true },
      { ...plain, sequence: 0, timestamp: 0xfffffff4, marker: false },
    ]);
  });

  it('sends again what is asked for, as it was', () => {
    const track = sender(65_534);
    const sent = [1, 2, 3].map((fill) => track.packet(blank(20, fill), fill * 3_000, fill === 2));
    expect(resent(track, [65_535, 0, 65_534], 0)).toEqual([sent[1], sent[2], sent[0]]);
  });

  it('shares packets with other tracks, each of which writes its own header, also when it sends one again', () => {
    const [one, other] = [sender(7), sender(9_000)];
    const shared = blank(20, 5);
    const ofOne = Buffer.from(one.packet(shared, 3_000, true));
    const ofOther = Buffer.from(other.packet(shared, 9_000, false));
    expect(ofOther).not.toEqual(ofOne);
    expect(resent(one, [7], 0)).toEqual([ofOne]);
    expect(resent(other, [9_000], 0)).toEqual([ofOther]);
  });

  it('sends one packet again under both numbers that it was sent with', () => {
    const track = sender(7);
    const cached = blank();
    const sent = [0, 1].map((timestamp) => Buffer.from(track.packet(cached, timestamp, false)));
    expect(resent(track, [7, 8], 0)).toEqual(sent);
  });

  it('sends nothing that it has not sent, or keeps no more', () => {
    const track = sender(0);
    expect(resent(track, [0, 1, 65_535], 0)).toEqual([]);
    const sent = Array.from({ length: 1_025 }, (_, index) => track.packet(blank(4, index), 0, false));
    expect(resent(track, [0, 1_025, 30_000], 0)).toEqual([]);
    expect(resent(track, [1, 1_024], 0)).toEqual([sent[1], sent[1_024]]);
  });

  it('sends a packet again only after a while', () => {
    const track = sender();
    track.packet(blank(), 0, false);
    expect(resent(track, [0, 0], 100)).toHaveLength(1);
    expect(resent(track, [0], 120)).toHaveLength(0);
    expect(resent(track, [0], 125)).toHaveLength(1);
  });

  it('forgets what it sent again when the number is used anew', () => {
    const track = sender();
    for (let index = 0; index < 1_024; index += 1) track.packet(blank(), 0, false);
    resent(track, [0], 10);
    track.packet(blank(), 0, false);
    expect(resent(track, [1_024], 11)).toHaveLength(1);
  });

  it('spends no more than 256 KB a second on sending again', () => {
    const track = sender();
    for (let index = 0; index < 1_000; index += 1) track.packet(blank(1_024), 0, false);
    const all = Array.from({ length: 1_000 }, (_, index) => index);
    expect(resent(track, all, 0)).toHaveLength(256);
    expect(resent(track, all, 500)).toHaveLength(128);
    expect(resent(track, all, 60_000)).toHaveLength(256);
    expect(track.stats()).toMatchObject({ packets: 1_000, resentPackets: 640, resentBytes: 640 * 1_024 });
  });

  it('says which timestamp belongs to a wall time, and what it sent', () => {
    const track = sender();
    const media = track.packet(blank(100), 1_500 * 90, false);
    track.packet(blank(50), 1_600 * 90, false);
    resent(track, [0], 0);
    const report = track.report(1_770_000_000_123.5, 1_500);
    expect(report).toEqual({
      type: 'senderReport',
      ssrc: 0xdeadbeef,
      ntp: 1_770_000_000_123.5,
      rtpTimestamp: readRtp(media)?.timestamp,
      packets: 3,
      bytes: 250,
      reports: [],
    });
  });
});
