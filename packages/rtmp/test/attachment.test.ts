import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttachedPublisher, MediaPacket, PublisherRequest } from '../src/index.ts';
import { RtmpClient, tag } from './rtmp-client.ts';
import { type StartedServer, startServer } from './start-server.ts';

const both = ['audio', 'video'] as const;
const clients: RtmpClient[] = [];
let started: StartedServer;
let told: string[];

beforeEach(async () => {
  told = [];
  started = await startServer({ stalledAfterMs: 400 });
});
afterEach(async () => {
  for (const one of clients.splice(0)) one.end();
  await started.server.close();
});

async function client(): Promise<RtmpClient> {
  const one = await RtmpClient.open(started.port);
  clients.push(one);
  await one.connect();
  return one;
}

function attach(name = 'w', options: Partial<PublisherRequest> = {}): AttachedPublisher {
  return started.server.attachPublisher({
    grant: name,
    stream: 'a',
    kinds: both,
    closed: (reason, detail) => told.push(`${name} closed ${reason} ${detail ?? ''}`.trim()),
    demandChanged: (kinds) => told.push(`${name} demand ${kinds.join(' ') || 'none'}`),
    keyframeWanted: () => told.push(`${name} keyframe`),
    ...options,
  })!;
}

function tap(): { got: MediaPacket[]; close(): void } {
  const got: MediaPacket[] = [];
  const sink = { take: (packet: MediaPacket) => got.push(packet) };
  const tapped = started.server.attachPlayer({ grant: 't', stream: 'a', kinds: both, sink, closed() {} })!;
  return { got, close: () => tapped.close() };
}

function send(publisher: AttachedPublisher, at = 0): void {
  publisher.packet('video', at, tag.videoHeader());
  publisher.packet('video', at, tag.key());
  publisher.packet('video', at + 40, tag.delta());
}

describe('a publisher of another protocol', () => {
  it('is played over RTMP, with metadata of what it announces', async () => {
    const publisher = attach('w', { announces: ['video'] });
    const player = await client();
    await player.play('a');
    send(publisher, 0.25);
    await until('it plays', () => player.received.filter(({ type }) => type === 9).length === 3);
    const [metadata] = player.received;
    expect(metadata?.type).toBe(18);
    expect(String(metadata?.payload)).toContain('videocodecid');
    expect(String(metadata?.payload)).not.toContain('audiocodecid');
  });

  it('is told what players want, each time it changes, and of each that needs a picture', async () => {
    attach();
    const one = await client();
    await one.play('a');
    const two = await client();
    await two.play('a?grant=g');
    started.server.setKinds('g', ['audio']);
    started.server.setKinds('g', both);
    one.end();
    two.end();
    await until('both are gone', () => started.server.stats('a')?.players.length === 0);
    expect(told).toEqual(['w demand audio video', 'w keyframe', 'w keyframe', 'w keyframe', 'w demand none']);
  });

  it('hears at once of players that waited for it, and of nothing that its grant does not name', async () => {
    const player = await client();
    await player.play('a');
    attach('w', { kinds: ['video'] });
    expect(told).toEqual(['w demand video']);
    started.server.setKinds('w', both);
    expect(told).toEqual(['w demand video', 'w demand audio video']);
    started.server.setKinds('w', ['audio']);
    started.server.setKinds('w', both);
    expect(told.slice(2)).toEqual(['w demand audio', 'w demand audio video', 'w keyframe']);
  });

  it('takes over from RTMP and is taken over from by RTMP, without an end', async () => {
    const { got } = tap();
    const first = await client();
    await first.publish('a');
    send({ packet: (...packet) => first.media(...packet) } as AttachedPublisher);
    await until('it flows', () => got.length === 3);
    const publisher = attach();
    await first.closed;
    send(publisher, 90_000);
    expect(got.slice(3).map(({ role }) => role)).toEqual(['header', 'key', 'delta']);
    const second = await client();
    await second.publish('a');
    expect(told).toEqual(['w closed takenOver']);
    publisher.packet('video', 90_080, tag.delta());
    publisher.heard('audio', 100, 1);
    publisher.close();
    expect(got).toHaveLength(6);
    expect(started.events.entries.map(({ name }) => name)).not.toContain('ended');
    const closed = started.events.entries.filter((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject([{ reason: 'takenOver' }, { reason: 'takenOver', grant: 'w' }]);
  });

  it('is live by what is heard of it, counted once, and stalls when nothing is', async () => {
    const publisher = attach();
    publisher.heard('audio', 1_000, 50);
    publisher.heard('video', 1_000, 5);
    const names = () =>
      started.events.entries.map((event) => `${event.name} ${'kind' in event && event.kind}`);
    expect(names()).toEqual(['live audio']);
    send(publisher);
    expect(names()).toEqual(['live audio', 'live video']);
    expect(started.server.stats('a')).toMatchObject({
      audio: { status: 'live', bytes: 1_000, packets: 50 },
      video: { status: 'live', bytes: 1_000, packets: 5 },
    });
    await started.events.until((event) => event.name === 'stalled' && event.kind === 'audio');
    publisher.heard('audio', 10, 1);
    expect(started.server.stats('a')?.audio.status).toBe('live');
    publisher.close();
    expect(started.events.entries.at(-2)).toMatchObject({ name: 'ended' });
    expect(told).toEqual([]);
    expect(started.server.streams()).toEqual([]);
  });

  it('gives a late tap the cached pictures, and sound from now on: what is past would be played late', () => {
    const publisher = attach();
    publisher.packet('audio', 0, tag.audioHeader());
    send(publisher);
    publisher.packet('audio', 20, tag.audio());
    const { got } = tap();
    publisher.packet('audio', 60, tag.audio());
    const roles = got.map(({ kind, role, timestamp }) => `${kind} ${role} ${timestamp}`);
    expect(roles.filter((it) => it.startsWith('video'))).toEqual([
      'video header 0',
      'video key 0',
      'video delta 40',
    ]);
    expect(roles.filter((it) => it.startsWith('audio'))).toEqual(['audio header 0', 'audio key 60']);
  });

  it('is reached by its grant, and by the end of the server', async () => {
    attach();
    started.server.disconnect('w', 'over');
    attach('x');
    await started.server.close();
    expect(told).toEqual(['w closed disconnected over', 'x closed serverClosed']);
    expect(
      started.server.attachPlayer({ grant: 't', stream: 'a', kinds: both, sink: { take() {} }, closed() {} }),
    ).toBeUndefined();
  });

  it('is not let in beyond the limits', async () => {
    await started.server.close();
    started = await startServer({ streams: 1 });
    attach();
    expect(attach('x', { stream: 'b' })).toBeUndefined();
    expect(attach('y', { stream: '' })).toBeUndefined();
    expect(started.server.streams()).toEqual(['a']);
    await started.server.close();
    started = await startServer({ connections: 1 });
    attach();
    expect(attach('z')).toBeUndefined();
  });
});
