import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Access, AccessRequest } from '../src/index.ts';
import { killPeers, publish, startPeer } from './ffmpeg.ts';
import { RtmpClient, tag } from './rtmp-client.ts';
import { letIn, type StartedServer, startServer } from './start-server.ts';

let started: StartedServer;
let sockets: WebSocketServer;

async function serve(authorise: (request: AccessRequest) => Access = letIn): Promise<string> {
  started = await startServer({}, authorise);
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  sockets.on('connection', (socket) => {
    const request = { app: 'live', stream: 'a', query: { key: 'k' }, remoteAddress: '127.0.0.1' };
    started.server.playOverWebSocket(socket, request);
  });
  return `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
}

function open(url: string): { socket: WebSocket; bytes: () => Buffer } {
  const socket = new WebSocket(url);
  const parts: Buffer[] = [];
  socket.on('message', (data: Buffer) => parts.push(data));
  return { socket, bytes: () => Buffer.concat(parts) };
}

afterEach(async () => {
  await killPeers();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  await started.server.close();
});

describe('FLV over WebSocket', () => {
  it('plays what ffmpeg publishes, as ffprobe reads it', async () => {
    const url = await serve();
    const { bytes } = open(url);
    publish(started.url('a'));
    await until('some seconds came', () => bytes().length > 30_000, 15_000);
    const probe = startPeer(
      'ffprobe',
      ['-v', 'error', '-show_streams', '-of', 'json', '-i', 'pipe:0'],
      bytes(),
    );
    expect(await probe.exited).toBe(0);
    const { streams } = JSON.parse(probe.stdout());
    expect(streams.map((stream: { codec_name: string }) => stream.codec_name).sort()).toEqual([
      'aac',
      'h264',
    ]);
    expect(started.requests.entries[0]).toMatchObject({
      direction: 'pull',
      protocol: 'ws-flv',
      query: { key: 'k' },
    });
  });

  it('flags only the kinds of the grant, and starts with headers and a keyframe', async () => {
    const url = await serve((request) =>
      request.direction === 'pull' ? { allowed: true, grant: 'g', kinds: ['video'] } : letIn(request),
    );
    const push = await RtmpClient.open(started.port);
    await push.connect();
    await push.publish('a');
    push.media('audio', 0, tag.audioHeader());
    push.media('video', 0, tag.videoHeader());
    push.media('video', 0, tag.key());
    await until('it arrived', () => started.server.stats('a')?.video.packets === 2);
    const { bytes, socket } = open(url);
    await until('the keyframe came', () => bytes().length >= 13 + 15 + 10 + 15 + 105);
    expect(bytes().subarray(0, 13)).toEqual(Buffer.from('464c5601010000000900000000', 'hex'));
    expect(bytes()[13]).toBe(9);
    expect(bytes().subarray(24, 34)).toEqual(tag.videoHeader());
    expect(bytes().subarray(49, 154)).toEqual(tag.key());
    const closed = once(socket, 'close');
    started.server.disconnect('g', 'over');
    expect((await closed)[0]).toBe(1008);
    push.end();
  });

  it('closes a refused one with 1008 and the reason', async () => {
    const url = await serve(() => ({ allowed: false, reason: 'the key is not valid' }));
    const [code, reason] = await once(open(url).socket, 'close');
    expect([code, String(reason)]).toEqual([1008, 'the key is not valid']);
    expect(started.server.streams()).toEqual([]);
  });

  it('leaves nothing when the page goes', async () => {
    const url = await serve();
    const { socket } = open(url);
    await until('it waits', () => started.server.stats('a')?.players.length === 1);
    socket.terminate();
    const closed = await started.events.until((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject({ reason: 'peerClosed' });
    expect(started.server.streams()).toEqual([]);
  });
});
