import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaKind } from '../media.ts';
import type { Peer } from '../peer/peer.ts';
import { StreamRelay } from '../relay/stream-relay.ts';
import { readRtcp } from '../rtcp/read-rtcp.ts';
import { writeRtcp } from '../rtcp/write-rtcp.ts';
import { isRtcp } from '../rtp/rtp-packet.ts';
import { limits } from '../webrtc-limits.ts';
import { PullSession } from './pull-session.ts';

const SSRCS = { audio: 1, video: 2 };
const KEY = [Buffer.of(0x67, 1), Buffer.of(0x68, 1), Buffer.of(0x65, 1)];
const OFFERED = [
  { kind: 'audio', mid: '0', payloadType: 111, parameters: '' },
  { kind: 'video', mid: '1', payloadType: 102, parameters: '' },
] as const;

function watch(kinds: readonly MediaKind[] = ['audio', 'video']) {
  const sent: { kind: MediaKind; bytes: Buffer }[] = [];
  const peer: Peer = {
    // The packet is another viewer's with the next one.
    send: (kind, bytes) => sent.push({ kind, bytes: Buffer.from(bytes) }) > 0,
    addCandidate: () => {},
    look: () => {},
    close: () => {},
  };
  const relay = new StreamRelay();
  const viewer = new PullSession(peer, relay, SSRCS, OFFERED, new Set(kinds));
  relay.add(viewer);
  const report = () =>
    viewer.received(writeRtcp([{ type: 'receiverReport', ssrc: 9, reports: [] }]), performance.now());
  return { sent, relay, viewer, report };
}

describe('a viewer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    return () => vi.useRealTimers();
  });

  it('owes a report on pictures soon, on sound alone later, and on nothing never', () => {
    const { relay, viewer } = watch();
    expect(viewer.isSilent(1e9)).toBe(false);
    const began = performance.now();
    relay.audio(Buffer.of(1), 0);
    expect(viewer.isSilent(began + limits.silentOnSoundMs)).toBe(false);
    expect(viewer.isSilent(began + limits.silentOnSoundMs + 1)).toBe(true);
    relay.video(KEY, true, 0);
    expect(viewer.isSilent(began + limits.silentMs)).toBe(false);
    expect(viewer.isSilent(began + limits.silentMs + 1)).toBe(true);
  });

  it('owes nothing more once it has reported', () => {
    const { relay, viewer, report } = watch();
    relay.audio(Buffer.of(1), 0);
    relay.video(KEY, true, 0);
    report();
    expect(viewer.isSilent(1e9)).toBe(false);
  });

  it('is told at once which picture belongs to which sound, of each kind when it begins, and then again, often at first', () => {
    const { relay, viewer, sent } = watch();
    const reports = () => {
      viewer.tick(performance.now());
      const told = sent.splice(0).filter(({ bytes }) => isRtcp(bytes));
      return told.flatMap(({ bytes }) => readRtcp(bytes).map(({ type }) => type));
    };
    relay.audio(Buffer.of(1), 0);
    expect(reports()).toEqual(['senderReport']);
    relay.video(KEY, true, 20);
    expect(reports()).toEqual(['senderReport', 'senderReport']);
    vi.advanceTimersByTime(limits.reportEveryMs.first - 1);
    expect(reports()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(reports()).toHaveLength(2);
    // Three were said so far; the one behind the last of the first ones is followed by a longer wait.
    for (let said = 3; said <= limits.firstReports; said += 1) {
      vi.advanceTimersByTime(limits.reportEveryMs.first);
      reports();
    }
    vi.advanceTimersByTime(limits.reportEveryMs.later - 1);
    expect(reports()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(reports()).toHaveLength(2);
  });

  it('is sent the cached pictures again once a second when it asks, and whenever it takes pictures anew', () => {
    const { relay, viewer, sent } = watch();
    const ask = () => {
      const pictureLoss = { type: 'pictureLoss', senderSsrc: 9, mediaSsrc: SSRCS.video } as const;
      viewer.received(writeRtcp([pictureLoss]), performance.now());
    };
    relay.video(KEY, true, 0);
    const once = sent.splice(0).length;
    ask();
    ask();
    expect(sent.splice(0)).toHaveLength(once);
    viewer.setKinds(new Set(['audio']));
    viewer.setKinds(new Set(['audio', 'video']));
    expect(sent.splice(0)).toHaveLength(once);
    vi.advanceTimersByTime(limits.replayEveryMs);
    ask();
    expect(sent).toHaveLength(once);
  });

  it('is sent what it takes, and pictures from a keyframe on', () => {
    const { relay, viewer, sent } = watch(['video']);
    relay.audio(Buffer.of(1), 0);
    relay.video([Buffer.of(0x41, 1)], false, 0);
    expect(sent).toEqual([]);
    relay.video(KEY, true, 66);
    viewer.setKinds(new Set(['audio']));
    relay.audio(Buffer.of(1), 70);
    relay.video([Buffer.of(0x41, 1)], false, 133);
    expect(sent.map(({ kind }) => kind)).toEqual(['video', 'video', 'audio']);
  });
});
