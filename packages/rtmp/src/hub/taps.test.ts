import { afterEach, beforeEach, expect, it } from 'vitest';
import { tag } from '../../test/rtmp-client.ts';
import { DEFAULT_LIMITS } from '../server/rtmp-limits.ts';
import type { MediaPacket } from './media-packet.ts';
import { StreamHub } from './stream-hub.ts';

const both = ['audio', 'video'] as const;
let now: number;
let hub: StreamHub;
let got: MediaPacket[];

beforeEach(() => {
  now = 0;
  got = [];
  const listener = { live() {}, stalled() {}, ended() {}, playerStalled() {} };
  hub = new StreamHub('s', DEFAULT_LIMITS, listener, () => now);
});
afterEach(() => hub.close());

function tap(kinds: readonly ('audio' | 'video')[] = both): void {
  hub.attach({ connectionId: 't', grant: 't' }, { take: (packet) => got.push(packet) }, kinds);
}

function publish(id: string, mark: number): void {
  hub.publish({ connectionId: id, grant: id }, both);
  hub.receiveMedia(id, 'video', 0, tag.videoHeader(mark));
  hub.receiveMedia(id, 'audio', 0, tag.audioHeader());
}

const said = () => got.map(({ kind, role, timestamp }) => `${kind} ${role} ${timestamp}`);

it('hands over headers and the cached pictures at once, and then each packet as it comes', () => {
  publish('p', 0);
  hub.receiveMedia('p', 'video', 40, tag.key());
  hub.receiveMedia('p', 'video', 80, tag.delta());
  tap();
  expect(said()).toEqual(['audio header 40', 'video header 40', 'video key 40', 'video delta 80']);
  hub.receiveMedia('p', 'audio', 90, tag.audio());
  expect(said().slice(4)).toEqual(['audio key 90']);
  expect(got[2]?.payload).toEqual(tag.key());
});

it('goes on with the headers of a publisher that takes over, and its first keyframe', () => {
  tap();
  publish('p', 0);
  hub.receiveMedia('p', 'video', 0, tag.key());
  now = 500;
  publish('q', 1);
  hub.receiveMedia('q', 'video', 7_000, tag.delta());
  hub.receiveMedia('q', 'video', 7_040, tag.key());
  const [header, audio, key] = got.slice(3);
  expect(header?.payload).toEqual(tag.videoHeader(1));
  expect(audio).toMatchObject({ kind: 'audio', role: 'header' });
  expect(key).toMatchObject({ role: 'key' });
  const timestamps = got.map(({ timestamp }) => timestamp);
  expect(timestamps).toEqual([...timestamps].sort((one, other) => one - other));
});

it('gets a kind that is added later with its header, and no more of one that is taken away', () => {
  publish('p', 0);
  hub.receiveMedia('p', 'video', 0, tag.key());
  tap(['audio']);
  hub.setPullKinds('t', ['video']);
  hub.receiveMedia('p', 'audio', 20, tag.audio());
  expect(said()).toEqual(['audio header 0', 'video header 0', 'video key 0']);
});

it('is no player: it counts neither in the stats nor as demand, and still holds its stream', () => {
  const told: string[] = [];
  tap();
  const wishes = {
    demandChanged: (kinds: readonly string[]) => told.push(`demand ${kinds.join()}`),
    keyframeWanted: () => told.push('keyframe'),
  };
  hub.publish({ connectionId: 'p', grant: 'p' }, both, wishes);
  expect(told).toEqual([]);
  expect(hub.stats().players).toEqual([]);
  hub.unpublish('p');
  expect(hub.isEmpty).toBe(false);
  hub.detach('t');
  expect(hub.isEmpty).toBe(true);
});
