import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import type { Access, AccessRequest, RtmpLimits } from '../src/index.ts';
import { killPeers, publish, startPeer } from './ffmpeg.ts';
import { RtmpClient, tag } from './rtmp-client.ts';
import { letIn, type StartedServer, startServer } from './start-server.ts';

let started: StartedServer;
let http: Server;
let port: number;

async function serve(
  authorise: (request: AccessRequest) => Access = letIn,
  limits: Partial<RtmpLimits> = {},
): Promise<void> {
  started = await startServer(limits, authorise);
  http = createServer((_, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const request = { app: 'live', stream: 'a', query: { key: 'k' }, remoteAddress: '127.0.0.1' };
    started.server.playOverHttp(response, request);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  port = (http.address() as AddressInfo).port;
}

async function get(): Promise<{ answer: IncomingMessage; bytes: () => Buffer }> {
  const asked = request({ port, host: '127.0.0.1' }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  answer.on('data', (data: Buffer) => parts.push(data));
  answer.on('error', () => {});
  return { answer, bytes: () => Buffer.concat(parts) };
}

async function publisher(): Promise<RtmpClient> {
  const push = await RtmpClient.open(started.port);
  await push.connect();
  await push.publish('a');
  push.media('video', 0, tag.videoHeader());
  push.media('video', 0, tag.key());
  return push;
}

afterEach(async () => {
  await killPeers();
  http.closeAllConnections();
  http.close();
  await started.server.close();
});

describe('FLV over HTTP', () => {
  it('plays what ffmpeg publishes, as ffprobe reads it', async () => {
    await serve();
    const { answer, bytes } = await get();
    expect(answer.headers).toMatchObject({
      'content-type': 'video/x-flv',
      'access-control-allow-origin': '*',
    });
    publish(started.url('a'));
    await until('some seconds came', () => bytes().length > 30_000, 15_000);
    const args = ['-v', 'error', '-show_streams', '-of', 'json', '-i', 'pipe:0'];
    const probe = startPeer('ffprobe', args, bytes());
    expect(await probe.exited).toBe(0);
    const { streams } = JSON.parse(probe.stdout());
    expect(streams.map((stream: { codec_name: string }) => stream.codec_name).sort()).toEqual([
      'aac',
      'h264',
    ]);
    expect(started.requests.entries[0]).toMatchObject({ protocol: 'http-flv', query: { key: 'k' } });
    expect(started.server.stats('a')?.players).toMatchObject([{ protocol: 'http-flv' }]);
  });

  it('answers a refused one with 403 and the reason', async () => {
    await serve(() => ({ allowed: false, reason: 'the key is not valid' }));
    const { answer, bytes } = await get();
    await once(answer, 'end');
    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(String(bytes()))).toMatchObject({ status: 403, detail: 'the key is not valid' });
    expect(started.server.streams()).toEqual([]);
  });

  it('answers one too many with 503', async () => {
    await serve(letIn, { connections: 0 });
    expect((await get()).answer.statusCode).toBe(503);
  });

  it('ends the answer when the grant does', async () => {
    await serve((request) =>
      request.direction === 'pull' ? { allowed: true, grant: 'g', kinds: ['video'] } : letIn(request),
    );
    const push = await publisher();
    const { answer, bytes } = await get();
    await until('the keyframe came', () => bytes().includes(tag.key()));
    expect(bytes().subarray(0, 5)).toEqual(Buffer.from('FLV\x01\x01'));
    started.server.disconnect('g', 'over');
    await once(answer, 'end');
    push.end();
  });

  it('leaves nothing when the page goes', async () => {
    await serve();
    const { answer } = await get();
    expect(started.server.stats('a')?.players).toHaveLength(1);
    answer.destroy();
    const closed = await started.events.until((event) => event.name === 'connectionClosed');
    expect(closed).toMatchObject({ reason: 'peerClosed' });
    expect(started.server.streams()).toEqual([]);
  });

  it('disconnects a reader that takes nothing', async () => {
    await serve(letIn, { stalledReaderMs: 300 });
    const push = await publisher();
    const { answer } = await get();
    answer.pause();
    const timer = setInterval(() => push.media('video', 40, tag.key(400_000)), 20);
    const closed = await started.events.until((event) => event.name === 'connectionClosed', 10_000);
    clearInterval(timer);
    expect(closed).toMatchObject({ reason: 'stalledReader' });
    push.end();
  });
});
