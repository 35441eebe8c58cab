import { type StreamId, toUid } from '@callgrid/protocol';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import type { RoomInspection } from '../room/inspect-room.ts';
import { QualityGauges } from './quality-gauges.ts';

/** A room whose every stream has a word of its publisher. */
function room(streams: number): RoomInspection {
  return {
    channelName: 'demo',
    participants: [],
    streams: Array.from({ length: streams }, (_, index) => ({
      id: `${index}/camera` as StreamId,
      uid: toUid(index),
      source: 'camera',
      media: { audio: 'live' },
      flow: null,
      quality: [{ reporter: toUid(index), direction: 'push', at: 1, network: { netSpeed: index } }],
    })),
  };
}

it('gives series to so many streams and no more, counts all in the means, and forgets who is gone', async () => {
  const registry = new Registry();
  const gauges = new QualityGauges([registry]);
  gauges.read([room(600)]);
  const text = await registry.metrics();
  expect(text.match(/^callgrid_stream_quality\{/gm)).toHaveLength(500);
  expect(text).toContain('callgrid_stream_quality_omitted 100');
  expect(text).toContain('callgrid_quality_mean{direction="push",field="netSpeed"} 299.5');
  gauges.read([]);
  expect(await registry.metrics()).not.toContain('netSpeed');
});
