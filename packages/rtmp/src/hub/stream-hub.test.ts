import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tag } from '../../test/rtmp-client.ts';
import { DEFAULT_LIMITS } from '../server/rtmp-limits.ts';
import type { ByteSink, Framing, Outgoing } from './framing.ts';
import { StreamHub } from './stream-hub.ts';

const both = ['audio', 'video'] as const;
const publisher = { connectionId: 'p', grant: 'push' };
const limits = {
  ...DEFAULT_LIMITS,
  queueMs: 1_000,
  queueBytes: 100_000,
  windowBytes: 1_000,
  stalledReaderMs: 60_000,
};
const { writeEveryMs } = limits;

/** A sink that takes everything, or holds on to it while it is stuck. */
function fakeSink() {
  const got: Outgoing[] = [];
  const buffers: Buffer[] = [];
  const framing: Framing = {
    name: 'rtmp',
    preamble: () => Buffer.alloc(0),
    encode(packets) {
      const bytes = Buffer.concat(packets.map((packet) => packet.payload));
      encoded.set(bytes, packets);
      return bytes;
    },
  };
  const sink = {
    protocol: 'rtmp' as const,
    framing,
    isStuck: false,
    pendingBytes: 0,
    write(bytes: Buffer) {
      buffers.push(bytes);
      got.push(...(encoded.get(bytes) ?? []));
      if (sink.isStuck) sink.pendingBytes += bytes.length;
    },
    drain() {
      sink.isStuck = false;
      sink.pendingBytes = 0;
    },
  } satisfies ByteSink & Record<string, unknown>;
  return { sink, got, buffers };
}

/** What each encoded buffer was made of; a first write is copied behind its preamble, and found by its content. */
const encoded = {
  entries: [] as [Buffer, readonly Outgoing[]][],
  set(bytes: Buffer, packets: readonly Outgoing[]) {
    this.entries.unshift([bytes, packets]);
  },
  get(bytes: Buffer) {
    return this.entries.find(([one]) => one === bytes || one.equals(bytes))?.[1];
  },
};

const heard: string[] = [];
let hub: StreamHub;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  heard.length = 0;
  encoded.entries.length = 0;
  hub = new StreamHub('s', limits, {
    live: (kind) => heard.push(`live ${kind}`),
    stalled: (kind) => heard.push(`stalled ${kind}`),
    ended: () => heard.push('ended'),
    playerStalled: (id) => heard.push(`playerStalled ${id}`),
  });
});

afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

function video(timestamp: number, payload: Buffer) {
  hub.receiveMedia('p', 'video', timestamp, payload);
}

/** A keyframe a second, 25 frames and 25 sounds a second, for so long. */
function stream(fromMs: number, toMs: number): void {
  for (let at = fromMs; at < toMs; at += 40) {
    video(at, at % 1_000 === 0 ? tag.key() : tag.delta());
    hub.receiveMedia('p', 'audio', at, tag.audio());
    vi.advanceTimersByTime(40);
  }
}

describe('StreamHub', () => {
  it('gives players in the same place one and the same buffer', () => {
    const players = [fakeSink(), fakeSink(), fakeSink()];
    for (const [index, { sink }] of players.entries()) {
      hub.attach({ connectionId: `${index}`, grant: 'g' }, sink, both);
    }
    hub.publish(publisher, both);
    stream(0, 400);
    const [one, two, three] = players.map(({ buffers }) => buffers.slice(1));
    expect(one?.length).toBeGreaterThan(5);
    expect(two?.every((buffer, index) => buffer === one?.[index])).toBe(true);
    expect(three?.every((buffer, index) => buffer === one?.[index])).toBe(true);
  });

  it('writes once per tick, whatever has come', () => {
    const { sink, buffers } = fakeSink();
    hub.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    hub.publish(publisher, both);
    video(0, tag.key(10));
    for (let index = 1; index < 10; index += 1) video(index, tag.delta(10));
    vi.advanceTimersByTime(writeEveryMs);
    expect(buffers).toHaveLength(1);
  });

  it('hands a stuck socket no more than its window, and later goes on from a keyframe with the sound kept', () => {
    const { sink, got } = fakeSink();
    hub.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    hub.publish(publisher, both);
    stream(0, 200);
    sink.isStuck = true;
    const before = got.length;
    stream(200, 1_800);
    expect(sink.pendingBytes).toBeLessThan(limits.windowBytes + 200);
    const stuckAt = got.length;
    sink.drain();
    stream(1_800, 2_200);
    const after = got.slice(stuckAt);
    expect(stuckAt).toBeGreaterThan(before);
    expect(after.find((packet) => packet.kind === 'video')).toMatchObject({ role: 'key' });
    const sounds = got.filter((packet) => packet.kind === 'audio').map((packet) => packet.timestamp);
    expect(sounds).toEqual(Array.from({ length: 55 }, (_, index) => index * 40));
    expect(hub.stats().players[0]?.droppedPackets).toBeGreaterThan(0);
  });

  it('gives up the sound too when a socket is stuck for long, and starts afresh with headers', () => {
    const { sink, got } = fakeSink();
    hub.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    hub.publish(publisher, both);
    video(0, tag.videoHeader());
    stream(0, 200);
    sink.isStuck = true;
    stream(200, 8_200);
    const stuckAt = got.length;
    sink.drain();
    stream(8_200, 8_400);
    expect(got[stuckAt]).toMatchObject({ role: 'header', kind: 'video' });
    expect(got[stuckAt + 1]).toMatchObject({ role: 'key', timestamp: 8_000 });
    expect(hub.stats().cachedBytes).toBeLessThan(limits.queueBytes);
  });

  it('does not count the cached pictures as arrears of a late player', () => {
    hub.publish(publisher, both);
    video(0, tag.key());
    for (let at = 40; at < 3_000; at += 40) {
      video(at, tag.delta());
      vi.advanceTimersByTime(40);
    }
    const { sink, got } = fakeSink();
    hub.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    vi.advanceTimersByTime(writeEveryMs * 10);
    expect(got).toHaveLength(75);
    expect(got[0]).toMatchObject({ role: 'key', timestamp: 0 });
  });

  it('does not cache a group of pictures beyond its bounds', () => {
    const small = new StreamHub(
      's',
      { ...limits, gopPackets: 10 },
      { live() {}, stalled() {}, ended() {}, playerStalled() {} },
    );
    small.publish(publisher, both);
    small.receiveMedia('p', 'video', 0, tag.key());
    for (let index = 1; index < 30; index += 1) small.receiveMedia('p', 'video', index, tag.delta(10));
    expect(small.stats().cachedBytes).toBeLessThanOrEqual(10 * 15);
    const { sink, got } = fakeSink();
    small.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    small.receiveMedia('p', 'video', 40, tag.delta());
    small.receiveMedia('p', 'video', 41, tag.key());
    vi.advanceTimersByTime(writeEveryMs);
    expect(got.map((packet) => packet.timestamp)).toEqual([41]);
    small.close();
  });

  it('reports a socket that takes nothing for too long', () => {
    const { sink } = fakeSink();
    hub.attach({ connectionId: 'v', grant: 'g' }, sink, both);
    hub.publish(publisher, both);
    sink.isStuck = true;
    stream(0, 60_200);
    expect(heard).toContain('playerStalled v');
  });

  it('tells of live, stalled and ended, each once', () => {
    hub.publish(publisher, both);
    video(0, tag.delta());
    expect(heard).toEqual([]);
    stream(0, 200);
    vi.advanceTimersByTime(limits.stalledAfterMs);
    hub.tick();
    hub.tick();
    hub.receiveMedia('p', 'audio', 5_000, tag.audio());
    hub.unpublish('someone else');
    hub.unpublish('p');
    expect(heard).toEqual([
      ...['live video', 'live audio', 'stalled audio', 'stalled video'],
      ...['live audio', 'stalled audio', 'ended'],
    ]);
  });

  it('calls no kind stalled that was taken from the publisher', () => {
    hub.publish(publisher, both);
    stream(0, 200);
    hub.setPushKinds('p', ['audio']);
    vi.advanceTimersByTime(limits.stalledAfterMs);
    hub.receiveMedia('p', 'audio', 5_000, tag.audio());
    hub.tick();
    expect(heard).toEqual(['live video', 'live audio']);
  });
});
