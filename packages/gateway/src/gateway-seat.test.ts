import { FaultProxy, until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { RtmpClient, tag } from '../../rtmp/test/rtmp-client.ts';
import { browser, startCall, type TestCall } from '../test/call.ts';
import { FakeWebRtc } from '../test/fake-webrtc.ts';
import { type GatewayProcess, runGateway } from '../test/gateway-process.ts';
import { offerOf } from '../test/offer.ts';
import { createToken } from './index.ts';

const secret = 'a secret of more than thirty-two characters';
const both = ['audio', 'video'] as const;
const addresses = /^(?:https?|rtmp):\S+$/gm;

describe('the command that keeps a seat', () => {
  const calls: TestCall[] = [];
  const seats: GatewayProcess[] = [];
  afterEach(async () => {
    await Promise.all(seats.splice(0).map((seat) => seat.end('SIGKILL')));
    await Promise.all(calls.splice(0).map((call) => call.stop()));
  });

  async function start(args: readonly string[] = [], webrtc?: FakeWebRtc): Promise<TestCall> {
    const call = await startCall(args, webrtc && { webrtc });
    calls.push(call);
    return call;
  }

  async function sit(url: string, args: readonly string[] = [], env = {}): Promise<GatewayProcess> {
    const named = ['seat', `--gateway=${url}`, '--room=demo', '--uid=7', ...args];
    const seat = await runGateway(named, { env });
    seats.push(seat);
    return seat;
  }

  const addressesOf = (seat: GatewayProcess) => seat.output.match(addresses) ?? [];
  async function addressOf(seat: GatewayProcess): Promise<string> {
    await until('it prints an address', () => addressesOf(seat).length > 0);
    return addressesOf(seat)[0]!;
  }

  const post = (url: string, direction: 'push' | 'pull', headers = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', ...headers },
      body: offerOf(direction),
    });

  it('prints an address that takes a WHIP push, key in it or as a bearer token as OBS has it, and leaves on SIGTERM', async () => {
    const call = await start([], new FakeWebRtc());
    const { room } = await call.join({ channelName: 'demo', uid: 1 });
    const seat = await sit(call.url, ['--name=Studio']);
    expect((await post(await addressOf(seat), 'push')).status).toBe(201);
    await until('it says how', () => seat.output.includes('GStreamer:'));
    const [, server, key] = /Service WHIP, Server (\S+), Bearer Token (\S+)/.exec(seat.output)!;
    const { status, headers } = await post(server!, 'push', { authorization: `Bearer ${key}` });
    expect(status).toBe(201);
    // OBS cannot delete where a query is.
    expect(headers.get('location')).not.toContain('?');
    expect(room.store.getState().participants[1]).toMatchObject({ uid: '7', name: 'Studio' });
    expect(await seat.end('SIGTERM')).toBe(0);
    await until('the room is left', () => room.store.getState().participants.length === 1);
  });

  it('prints one that takes an RTMP push, and says when others see it', async () => {
    const call = await start();
    const seat = await sit(call.url, ['--by=rtmp']);
    const url = await addressOf(seat);
    await until('it says how', () => seat.output.includes('ffmpeg:'));
    const [, server, key] = /Service Custom, Server (\S+), Stream Key (\S+)/.exec(seat.output)!;
    expect(`${server}/${key}`).toBe(url);
    const encoder = await RtmpClient.open(call.rtmpPort);
    await encoder.connect();
    expect(await encoder.publish(key!)).toBe('NetStream.Publish.Start');
    encoder.media('audio', 0, tag.audioHeader());
    encoder.media('audio', 0, tag.audio());
    await until('it says so', () => seat.output.includes('sound: live'));
    encoder.end();
    await until('it says that, too', () => seat.output.includes('sound: stalled'));
  });

  it('keeps its address when the connection breaks and is back', async () => {
    const call = await start();
    const proxy = await FaultProxy.start(call.port);
    const seat = await sit(`ws://127.0.0.1:${proxy.port}`, ['--by=rtmp']);
    await addressOf(seat);
    proxy.cut();
    await until('it is back', () => seat.output.includes('is back; the address is the same'));
    expect(seat.output).toContain('connection to the gateway broke (connection/lost)');
    expect(addressesOf(seat)).toHaveLength(1);
    await seat.end('SIGTERM');
    proxy.close();
  });

  it('prints the address of whom it watches as soon as that one publishes', async () => {
    const call = await start([], new FakeWebRtc());
    const seat = await sit(call.url, ['--watch=1']);
    await until('it waits', () => seat.output.includes('1 has no camera in the room yet'));
    await call.join({ channelName: 'demo', uid: 1, publish: both }, browser);
    expect((await post(await addressOf(seat), 'pull')).status).toBe(201);
  });

  it('prints one of FLV over HTTP for who watches by that', async () => {
    const call = await start();
    await call.join({ channelName: 'demo', uid: 1, publish: both });
    const url = await addressOf(await sit(call.url, ['--watch=1', '--by=flv']));
    expect(url).toMatch(/^http:.*\.flv\?key=/);
    const asked = new AbortController();
    const { status } = await fetch(url, { signal: asked.signal });
    asked.abort();
    expect(status).toBe(200);
  });

  it('joins with a token', async () => {
    const call = await start([`--secret=${secret}`]);
    const token = await createToken({ secret, room: 'demo', uid: 7 });
    await addressOf(await sit(call.url, ['--by=rtmp'], { CALLGRID_TOKEN: token }));
  });

  it.each([
    ['no token', [`--secret=${secret}`], [], /token\/required: .*\n.*\n.*gateway token --room=demo --uid=7/],
    ['a wrong token', [`--secret=${secret}`], ['--token=nonsense'], /token\/refused/],
    ['a full room', ['--max-participants=1'], [], /room\/full: .*\n.*--max-participants/],
    ['a gateway without WebRTC', [], [], /stream\/noProtocol: .*\n.*--by=rtmp/],
    ['the same of whom it watches', [], ['--watch=1'], /stream\/noProtocol: .*\n.*--by=flv/],
  ])('ends with 1 and says what to do about %s', async (_, settings, args, expected) => {
    const call = await start(settings);
    const token = await createToken({ secret, room: 'demo', uid: 1 });
    await call.join({ channelName: 'demo', uid: 1, token, publish: both });
    const seat = await sit(call.url, args);
    expect(await seat.exited).toBe(1);
    expect(seat.output).toMatch(expected);
    expect(addressesOf(seat)).toEqual([]);
  });

  it('ends with 1 where there is no gateway, and when it is replaced', async () => {
    const lost = await sit('ws://127.0.0.1:9');
    expect(await lost.exited).toBe(1);
    expect(lost.output).toMatch(/connection\/failed: .*ECONNREFUSED.*\n.*--gateway/);
    const call = await start();
    const seat = await sit(call.url, ['--by=rtmp']);
    await addressOf(seat);
    await call.join({ channelName: 'demo', uid: 7 });
    expect(await seat.exited).toBe(1);
    expect(seat.output).toContain('The same uid has joined elsewhere');
  });

  it.each([
    [['seat'], /--gateway missing.*--room missing.*--uid missing/s],
    [['seat', '--gateway=x', '--room=demo', '--uid=studio'], /--gateway x: .*--uid studio: say whose/s],
    [['--watch=1', '--by=whip'], /--by whip: to watch, by is whep or rtmp or flv/],
    [['--watch=7'], /--watch 7: .*own uid/],
  ])('ends with 2 at the mistakes in %j', async (args, expected) => {
    const seat = args[0] === 'seat' ? await runGateway(args) : await sit('ws://127.0.0.1:9', args);
    expect(await seat.exited).toBe(2);
    expect(seat.output).toMatch(expected);
  });
});
