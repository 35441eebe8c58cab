import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { until } from '@callgrid/test-kit';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Amf0Value } from '../src/amf0/amf0-value.ts';
import { writeAmf0 } from '../src/amf0/write-amf0.ts';
import { encodeMessage } from '../src/chunk/chunk-writer.ts';
import { PLAYER_KEY, signBlock } from '../src/handshake/digest.ts';
import type { Access } from '../src/index.ts';
import { RtmpClient, tag } from './rtmp-client.ts';
import { letIn, type StartedServer, startServer } from './start-server.ts';

const clients: RtmpClient[] = [];
let started: StartedServer;

async function client(
  properties?: Record<string, string>,
  c1?: Buffer,
  pieces?: number,
): Promise<RtmpClient> {
  const one = await RtmpClient.open(started.port, c1, pieces);
  clients.push(one);
  await one.connect(properties);
  return one;
}

/** A publisher with headers, a keyframe at 0 and audio. */
async function publisher(stream: string): Promise<RtmpClient> {
  const one = await client();
  expect(await one.publish(stream)).toBe('NetStream.Publish.Start');
  one.media('video', 0, tag.videoHeader());
  one.media('audio', 0, tag.audioHeader());
  one.media('video', 0, tag.key());
  one.media('audio', 0, tag.audio());
  return one;
}

function liveVideo(stream = 'a') {
  return started.events.until(
    (event) => event.name === 'live' && event.kind === 'video' && event.stream === stream,
  );
}

afterEach(async () => {
  for (const one of clients.splice(0)) one.end();
  await started.server.close();
});

describe('handshake and connect', () => {
  it.each([undefined, 0, 1] as const)(
    'serves a peer with digest scheme %s whose C1 comes in many packets',
    async (scheme) => {
      started = await startServer();
      const c1 = randomBytes(1_536);
      c1.writeUInt32BE(scheme === undefined ? 0 : 0x09007c02, 4);
      if (scheme !== undefined) signBlock(c1, scheme, PLAYER_KEY);
      const one = await client({ app: 'live' }, c1, 100);
      expect(await one.publish('a')).toBe('NetStream.Publish.Start');
    },
  );

  it('survives a connect without tcUrl, without app, without anything', async () => {
    started = await startServer();
    const one = await client({});
    expect(await one.publish('a')).toBe('NetStream.Publish.Start');
    expect(started.requests.entries[0]).toMatchObject({ app: '', stream: 'a' });
  });

  it('takes AMF3 command messages', async () => {
    started = await startServer();
    const one = await client();
    const payload = Buffer.concat([Buffer.of(0), writeAmf0('publish', 0, null, 'a')]);
    one.send({ type: 17, streamId: 1, timestamp: 0, payload });
    expect(await one.status(/Publish/)).toBe('NetStream.Publish.Start');
  });

  it('answers a ping, and acknowledges what it has read', async () => {
    started = await startServer();
    const one = await client();
    one.send({ type: 5, streamId: 0, timestamp: 0, payload: Buffer.of(0, 0, 0x40, 0) }, 2);
    one.send({ type: 4, streamId: 0, timestamp: 0, payload: Buffer.of(0, 6, 1, 2, 3, 4) }, 2);
    const pong = await one.messages.until((message) => message.type === 4 && message.payload[1] === 7);
    expect(pong.payload).toEqual(Buffer.of(0, 7, 1, 2, 3, 4));
    one.media('video', 0, Buffer.alloc(20_000));
    const ack = await one.messages.until((message) => message.type === 3);
    expect(ack.payload.readUInt32BE(0)).toBeGreaterThanOrEqual(16_384);
  });
});

describe('authorisation', () => {
  it('comes before any start, and what is sent meanwhile is kept within bounds and not published', async () => {
    let decide: (access: Access) => void = () => {};
    const decision = new Promise<Access>((resolve) => {
      decide = resolve;
    });
    started = await startServer({ pendingBytes: 2_000 }, (request) =>
      request.direction === 'push' ? decision : letIn(request),
    );
    const one = await client();
    one.command('publish', 0, null, 'a');
    one.media('video', 0, tag.videoHeader());
    one.media('video', 0, tag.key(1_500));
    for (let index = 1; index <= 100; index += 1) one.media('video', index * 40, tag.delta(100_000));
    await started.requests.until(() => true);
    const viewer = await client();
    expect(await viewer.play('a')).toBe('NetStream.Play.Start');
    await until('the socket is full', () => one.socket.writableLength > 1_000_000);
    expect(started.server.stats('a')).toMatchObject({ publisher: undefined, video: { packets: 0 } });
    expect(one.commands.entries.map((command) => command.name)).not.toContain('onStatus');
    decide({ allowed: true, grant: 'g', kinds: ['video'] });
    expect(await one.status(/Publish/)).toBe('NetStream.Publish.Start');
    await until('all of it arrived', () => started.server.stats('a')?.video.packets === 102);
    await until('it was played', () => viewer.received.length >= 2);
  });

  it('refuses by saying no, by throwing, by rejecting and by not answering', async () => {
    const answers: Record<string, () => Promise<Access> | Access> = {
      no: () => ({ allowed: false, reason: 'no' }),
      throws: () => {
        throw new Error('broken');
      },
      rejects: () => Promise.reject(new Error('broken')),
      silent: () => new Promise(() => {}),
    };
    started = await startServer(
      { authoriseMs: 200 },
      (request) => answers[request.stream]?.() ?? letIn(request),
    );
    for (const name of Object.keys(answers)) {
      const push = await client();
      expect(await push.publish(name)).toBe('NetStream.Publish.BadName');
      await push.closed;
      const pull = await client();
      expect(await pull.play(name)).toBe('NetStream.Play.StreamNotFound');
      await pull.closed;
    }
    expect(started.server.streams()).toEqual([]);
  });

  it('leaves nothing of a connection that closed while it was being authorised', async () => {
    let decide: (access: Access) => void = () => {};
    started = await startServer(
      {},
      () =>
        new Promise((resolve) => {
          decide = resolve;
        }),
    );
    const one = await client();
    one.command('publish', 0, null, 'a');
    await started.requests.until(() => true);
    one.end();
    const closed = await started.events.until((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject({ grant: undefined, reason: 'peerClosed' });
    decide({ allowed: true, grant: 'g', kinds: ['video'] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(started.server.streams()).toEqual([]);
    expect(started.events.entries.map((event) => event.name)).toEqual(['connectionClosed']);
  });
});

describe('playing', () => {
  it('gives a late player metadata, headers and a keyframe first', async () => {
    started = await startServer();
    const push = await client();
    await push.publish('a');
    const metadata = writeAmf0(
      '@setDataFrame',
      'onMetaData',
      new Map<string, number>([
        ['width', 160],
        ['audiocodecid', 10],
        ['videocodecid', 7],
      ]),
    );
    push.send({ type: 18, streamId: 1, timestamp: 0, payload: metadata });
    push.media('video', 0, tag.videoHeader());
    push.media('audio', 0, tag.audioHeader());
    push.media('video', 0, tag.key(11));
    push.media('video', 40, tag.delta());
    push.media('video', 80, tag.key(22));
    push.media('audio', 85, tag.audio());
    push.media('video', 120, tag.delta());
    await until('all of it arrived', () => started.server.stats('a')?.video.packets === 5);
    const pull = await client();
    await pull.play('a');
    await until('six messages', () => pull.received.length >= 6);
    const [first, second, third, ...rest] = pull.received;
    expect(first?.type).toBe(18);
    expect(first?.payload).toEqual(
      writeAmf0(
        'onMetaData',
        new Map<string, number>([
          ['width', 160],
          ['audiocodecid', 10],
          ['videocodecid', 7],
        ]),
      ),
    );
    expect([second?.payload, third?.payload]).toEqual([tag.audioHeader(), tag.videoHeader()]);
    expect(rest.map((message) => [message.timestamp, message.payload.length])).toEqual([
      [80, 27],
      [85, 22],
      [120, 45],
    ]);
  });

  it('gives a player only the kinds of its grant, and tells it of no others', async () => {
    started = await startServer({}, (request) => ({
      allowed: true,
      grant: request.direction,
      kinds: request.direction === 'pull' ? ['audio'] : ['audio', 'video'],
    }));
    const push = await publisher('a');
    push.send({
      type: 18,
      streamId: 1,
      timestamp: 0,
      payload: writeAmf0(
        'onMetaData',
        new Map<string, number>([
          ['width', 160],
          ['audiocodecid', 10],
          ['videocodecid', 7],
        ]),
      ),
    });
    await liveVideo();
    const pull = await client();
    await pull.play('a');
    await until('metadata came', () => pull.received.some((message) => message.type === 18));
    push.media('audio', 46, tag.audio());
    await until('audio came', () => pull.received.at(-1)?.payload.length === 22);
    expect(pull.received.map((message) => message.type)).not.toContain(9);
    expect(pull.received.find((message) => message.type === 18)?.payload).toEqual(
      writeAmf0('onMetaData', new Map([['audiocodecid', 10]])),
    );

    push.media('video', 50, tag.delta());
    push.media('audio', 70, tag.audio());
    await until('audio came', () => pull.received.at(-1)?.timestamp === 70);
    const before = pull.received.length;
    started.server.setKinds('pull', ['audio', 'video']);
    await until('video came', () => pull.received.filter((message) => message.type === 9).length === 3);
    const added = pull.received.slice(before).filter((message) => message.type === 9);
    expect(added.map((message) => message.payload.length)).toEqual([10, 105, 45]);
    expect(added.map((message) => message.timestamp)).toEqual([70, 70, 70]);

    started.server.setKinds('pull', ['video']);
    push.media('audio', 90, tag.audio(33));
    push.media('video', 95, tag.delta(44));
    await until('video came', () => pull.received.at(-1)?.timestamp === 95);
    expect(pull.received.some((message) => message.payload.length === 35)).toBe(false);
  });

  it('drops a kind that the push grant does not name, until it does', async () => {
    started = await startServer({}, (request) => ({
      allowed: true,
      grant: request.direction,
      kinds: request.direction === 'push' ? ['audio'] : ['audio', 'video'],
    }));
    const pull = await client();
    await pull.play('a');
    const push = await publisher('a');
    await until('audio came', () => pull.received.length >= 2);
    expect(pull.received.map((message) => message.type)).toEqual([8, 8]);
    started.server.setKinds('push', ['audio', 'video']);
    push.media('video', 40, tag.delta());
    push.media('video', 80, tag.key());
    await until('video came', () => pull.received.length >= 4);
    expect(pull.received.slice(2).map((message) => message.payload.length)).toEqual([10, 105]);
    await liveVideo();
  });

  it('takes aggregate messages apart', async () => {
    started = await startServer();
    const pull = await client();
    await pull.play('a');
    const push = await client();
    await push.publish('a');
    const part = (type: number, timestamp: number, payload: Buffer) => {
      const head = Buffer.alloc(11);
      head.writeUInt8(type, 0);
      head.writeUIntBE(payload.length, 1, 3);
      head.writeUIntBE(timestamp, 4, 3);
      return Buffer.concat([head, payload, Buffer.alloc(4)]);
    };
    const payload = Buffer.concat([
      part(9, 1_000, tag.videoHeader()),
      part(9, 1_000, tag.key()),
      part(8, 1_033, tag.audio()),
    ]);
    push.send({ type: 22, streamId: 1, timestamp: 50, payload }, 6);
    await until('three messages', () => pull.received.length === 3);
    expect(pull.received.map((message) => message.timestamp)).toEqual([0, 0, 33]);
  });

  it('hands over to a second publisher: new headers, a keyframe first, no event', async () => {
    started = await startServer();
    const pull = await client();
    await pull.play('a');
    const first = await publisher('a');
    first.media('video', 400, tag.delta());
    await until('played', () => pull.received.length === 5);
    const second = await client();
    await second.publish('a');
    await first.closed;
    second.media('video', 90_000, tag.videoHeader(1));
    second.media('video', 90_000, tag.delta());
    second.media('video', 90_040, tag.key());
    await until('played on', () => pull.received.length === 7);
    const [header, key] = pull.received.slice(5);
    expect(header?.payload).toEqual(tag.videoHeader(1));
    expect(key?.payload).toEqual(tag.key());
    expect(header?.timestamp).toBeGreaterThanOrEqual(420);
    expect((key?.timestamp ?? 0) - (header?.timestamp ?? 0)).toBe(40);
    expect(
      started.events.entries.filter((event) => event.name === 'ended' || event.name === 'stalled'),
    ).toEqual([]);
  });
});

describe('events', () => {
  it('says live, stalled, live again, and ended on deleteStream', async () => {
    started = await startServer({ stalledAfterMs: 300 });
    const { events } = started;
    const push = await publisher('a');
    await events.until((event) => event.name === 'stalled' && event.kind === 'video');
    await events.until((event) => event.name === 'stalled' && event.kind === 'audio');
    push.media('video', 40, tag.delta());
    await until(
      'live again',
      () => events.entries.filter((event) => event.name === 'live' && event.kind === 'video').length === 2,
    );
    push.command('deleteStream', 5, null, 1);
    await events.until((event) => event.name === 'ended');
    expect(events.entries.map((event) => event.name)).not.toContain('connectionClosed');
    expect(started.server.streams()).toEqual([]);
    expect(await push.publish('b')).toBe('NetStream.Publish.Start');
  });

  it('closes every connection of a grant, and no other', async () => {
    started = await startServer();
    const push = await client();
    await push.publish('a?grant=one');
    const pulls = [await client(), await client(), await client()];
    await pulls[0]?.play('a?grant=two');
    await pulls[1]?.play('a?grant=two');
    await pulls[2]?.play('a?grant=three');
    started.server.disconnect('two', 'left the room');
    await Promise.all([pulls[0]?.closed, pulls[1]?.closed]);
    const closed = started.events.entries.filter((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject([
      { grant: 'two', reason: 'disconnected', detail: 'left the room' },
      { grant: 'two', reason: 'disconnected', detail: 'left the room' },
    ]);
    expect(started.server.stats('a')).toMatchObject({
      publisher: { grant: 'one' },
      players: [{ grant: 'three' }],
    });
  });

  it('goes on when a listener throws', async () => {
    started = await startServer();
    started.server.on('live', () => {
      throw new Error('a bug of the owner');
    });
    await publisher('a');
    await liveVideo();
    await publisher('b');
    await liveVideo('b');
  });
});

describe('bounds', () => {
  it('closes who does not shake hands, and who does not publish or play', async () => {
    started = await startServer({ handshakeMs: 200, idleMs: 200 });
    const mute = connect({ port: started.port, host: '127.0.0.1' });
    mute.on('error', () => {});
    await new Promise((resolve) => mute.on('close', resolve));
    const idle = await client();
    await idle.closed;
    const closed = started.events.entries.filter((event) => event.name === 'connectionClosed');
    expect(closed.map((event) => event.reason)).toEqual(['timeout', 'timeout']);
  });

  it('pings a silent publisher and lets it go when no answer comes', async () => {
    started = await startServer({ pingAfterMs: 200, pingTimeoutMs: 300 });
    const push = await publisher('a');
    await push.messages.until((message) => message.type === 4 && message.payload[1] === 6);
    const ended = await started.events.until((event) => event.name === 'ended');
    expect(ended).toMatchObject({ stream: 'a' });
    await push.closed;
  });

  it('takes only so many connections, from one address too', async () => {
    started = await startServer({ connectionsPerAddress: 2 });
    await client();
    await client();
    await expect(RtmpClient.open(started.port)).rejects.toThrow();
  });

  it('closes a peer that breaks the protocol, and only that one', async () => {
    started = await startServer();
    const good = await publisher('a');
    const bad = await client();
    bad.send({ type: 20, streamId: 0, timestamp: 0, payload: Buffer.of(0x11, 1) });
    await bad.closed;
    const closed = await started.events.until((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject({ reason: 'protocolError' });
    expect(good.socket.destroyed).toBe(false);
  });

  it('is neither crashed nor kept busy by random and mutated sessions', async () => {
    started = await startServer({ handshakeMs: 500, idleMs: 500 });
    const good = await publisher('steady');
    const command = (...values: Amf0Value[]) =>
      encodeMessage(
        { type: 20, streamId: 1, timestamp: 0, payload: writeAmf0(...values) },
        { chunkStream: 3 },
      );
    const media = encodeMessage(
      { type: 9, streamId: 1, timestamp: 0, payload: tag.key(300) },
      { chunkStream: 6 },
    );
    const session = Buffer.concat([
      Buffer.of(3),
      Buffer.alloc(1_536),
      Buffer.alloc(1_536),
      command('connect', 1, { app: 'live' }),
      command('createStream', 2, null),
      command('publish', 3, null, 'x'),
      media,
      media,
      encodeMessage(
        { type: 22, streamId: 1, timestamp: 0, payload: Buffer.alloc(200, 9) },
        { chunkStream: 6 },
      ),
    ]);
    const mutated = fc.array(fc.tuple(fc.integer({ min: 3_073, max: session.length - 1 }), fc.nat(255)), {
      maxLength: 8,
    });
    const cut = fc.integer({ min: 1, max: session.length });
    await fc.assert(
      fc.asyncProperty(mutated, cut, fc.uint8Array({ maxLength: 200 }), async (changes, end, noise) => {
        const bytes = Buffer.from(session);
        for (const [at, byte] of changes) bytes[at] = byte;
        const socket = connect({ port: started.port, host: '127.0.0.1' });
        socket.on('error', () => {});
        await new Promise((resolve) => socket.write(Buffer.concat([bytes.subarray(0, end), noise]), resolve));
        socket.destroy();
        await new Promise((resolve) => socket.on('close', resolve));
      }),
      { numRuns: 150 },
    );
    await until('all of them are gone', () => started.server.streams().join() === 'steady');
    good.media('video', 40, tag.key());
    await until('the good one is served', () => started.server.stats('steady')?.video.packets === 3);
  });
});
