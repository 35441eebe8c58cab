import { RtcError, toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCall, type TestCall } from '../test/call.ts';
import { runGateway } from '../test/gateway-process.ts';
import { systemClock } from './clock/system-clock.ts';
import { createToken, type TokenOptions } from './index.ts';

const secret = 'a secret of more than thirty-two characters';
const both = ['audio', 'video'] as const;
const ann = toUid(1);
const bob = toUid(2);

function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
}

const tokenFor = (uid: number, more: Partial<TokenOptions> = {}): Promise<string> =>
  createToken({ secret, room: 'demo', uid, ...more });

describe('a gateway with a secret', () => {
  let call: TestCall;
  /** How far the gateway's clock is ahead, in milliseconds. */
  let ahead: number;
  beforeEach(async () => {
    ahead = 0;
    const clock = { ...systemClock, now: () => Date.now() + ahead };
    call = await startCall([`--secret=${secret}`], { clock });
  });
  afterEach(() => call.stop());

  async function join(uid: number, more: Partial<TokenOptions> = {}, options: object = {}) {
    return call.join({ channelName: 'demo', uid, token: await tokenFor(uid, more), ...options });
  }

  it('lets in who has a token, under the name that it says', async () => {
    await join(1, { name: 'Ann' }, { name: 'Mallory', publish: both });
    const { room } = await join(2);
    expect(room.store.getState().participants[0]).toMatchObject({ uid: ann, name: 'Ann' });
    expect(room.store.getState().streams[0]?.address).not.toBeNull();
  });

  it('refuses with token/required, token/refused and token/expired, and seats nobody', async () => {
    const attempt = (token?: string) =>
      code(call.client().room.join({ channelName: 'demo', uid: 1, ...(token && { token }) }));
    expect(await attempt()).toBe('token/required');
    expect(await attempt(await tokenFor(2))).toBe('token/refused');
    expect(await attempt(await tokenFor(1, { room: 'other' }))).toBe('token/refused');
    const token = await tokenFor(1, { expiresIn: 30 });
    ahead = 60_000;
    expect(await attempt(token)).toBe('token/expired');
    const health = await fetch(`http://127.0.0.1:${call.port}/health`);
    expect(await health.json()).toMatchObject({ rooms: 0 });
  });

  it('refuses with token/notAllowed what goes beyond the token, and the call goes on', async () => {
    await join(1, {}, { publish: both });
    const { room } = await join(2, { role: 'audience', subscribe: false }, { role: 'audience' });
    expect(room.store.getState().streams[0]?.address).toBeNull();
    expect(await code(room.subscribe({ uid: ann }))).toBe('token/notAllowed');
    expect(await code(room.publish())).toBe('token/notAllowed');
    expect(await code(room.setRole('broadcaster'))).toBe('token/notAllowed');
    expect(room.store.getState().connection.status).toBe('joined');
    expect(await code(join(3, { role: 'audience' }))).toBe('token/notAllowed');
    expect(await code(join(3, { publish: false }, { publish: both }))).toBe('token/notAllowed');
  });

  it('takes a client back into its seat though its token has expired', async () => {
    const client = await join(1, { expiresIn: 30 }, { publish: both });
    ahead = 60_000;
    client.cut();
    const back = await client.events.until(({ name }) => name === 'reconnected');
    expect(back.payload).toEqual({ fresh: false });
  });

  it('gives a seat the rights of a new token at once', async () => {
    const watcher = await join(1, {}, { publish: both });
    const { room, events } = await join(2, {}, { publish: both });
    await room.renewToken(await tokenFor(2, { publish: false }));
    await watcher.events.until(({ name }) => name === 'streamUnpublished');
    expect(await code(room.publish())).toBe('token/notAllowed');
    await room.renewToken(await tokenFor(2));
    expect((await room.publish()).id).toBe('2/camera');
    await room.renewToken(await tokenFor(2, { role: 'audience' }));
    await watcher.events.until(({ name }) => name === 'roleChanged');
    expect(watcher.room.store.getState().participants[1]).toMatchObject({ uid: bob, role: 'audience' });
    expect(await code(room.renewToken(await tokenFor(1)))).toBe('token/refused');
    expect(await code(room.renewToken('nonsense'))).toBe('token/refused');
    expect(await code(room.subscribe({ uid: ann }))).toBe('none');
    expect(events.entries.map(({ name }) => name)).not.toContain('left');
  });

  it('does not let a client that comes back have more than its rights', async () => {
    const watcher = await join(1);
    const client = await join(2, {}, { publish: both });
    await client.room.renewToken(await tokenFor(2, { role: 'audience' }));
    await watcher.events.until(({ name }) => name === 'roleChanged');
    client.cut();
    expect((await client.events.until(({ name }) => name === 'reconnected')).payload).toEqual({
      fresh: false,
    });
    expect(client.room.store.getState()).toMatchObject({
      connection: { status: 'joined' },
      participants: [{ uid: ann }, { uid: bob, role: 'audience', status: 'connected' }],
      streams: [],
    });
  });

  it('answers in order what is asked before the token is checked, and keeps no more than some of it', async () => {
    const socket = await call.socket();
    const params = {
      version: 1,
      channelName: 'demo',
      uid: '1',
      token: await tokenFor(1),
      protocols: { push: [], pull: [] },
    };
    socket.send({ id: 1, method: 'join', params });
    for (let id = 2; id <= 60; id++) socket.send({ id, method: 'mute', params: { kind: 'audio' } });
    const answered = () => socket.frames.entries.filter(({ id }) => typeof id === 'number');
    // Those too much to keep are refused at once, while the join still waits for its token.
    await until('all are answered', () => answered().length === 60);
    const answers = answered();
    const done = answers.filter((it) => 'result' in it).map(({ id }) => id);
    expect(done).toEqual([...done].sort((a, b) => Number(a) - Number(b)));
    expect(done).toContain(1);
    const refused = answers.filter((it) => 'error' in it);
    for (const { error } of refused) expect(error).toMatchObject({ code: 'request/tooMany' });
  });
});

describe('the same uid again', () => {
  it('is refused with room/uidTaken where the gateway is told so, until its seat is free', async () => {
    const call = await startCall(['--same-uid=refuse']);
    const { room } = await call.join({ channelName: 'demo', uid: 1 });
    const again = () => call.client().room.join({ channelName: 'demo', uid: 1 });
    expect(await code(again())).toBe('room/uidTaken');
    expect(room.store.getState().connection.status).toBe('joined');
    await room.leave();
    expect(await code(again())).toBe('none');
    await call.stop();
  });
});

describe('debug mode', () => {
  it('takes no notice of tokens', async () => {
    const call = await startCall();
    const { room } = await call.join({ channelName: 'demo', uid: 1, token: 'nonsense' });
    await room.renewToken('more nonsense');
    await call.stop();
  });

  it('is told loudly at the start, with what to do', async () => {
    const gateway = await runGateway(['--port=0', '--rtmp-port=0', '--host=127.0.0.1']);
    await until('it runs', () => gateway.output.includes('gateway ready'));
    expect(gateway.output).toMatch(/DEBUG MODE.*CALLGRID_SECRET/);
    await gateway.end('SIGTERM');
  });
});

describe('the command line', () => {
  it('prints a token that its gateway takes', async () => {
    const args = ['token', '--room=demo', '--uid=18446744073709551615', '--role=audience', '--expires=1h'];
    const made = await runGateway(args, { env: { CALLGRID_SECRET: secret } });
    expect(await made.exited).toBe(0);
    const call = await startCall([`--secret=${secret}`]);
    const uid = '18446744073709551615';
    const token = made.output.trim();
    const { room } = await call.join({ channelName: 'demo', uid, token, role: 'audience' });
    expect(room.store.getState().local.uid).toBe(uid);
    await call.stop();
  });

  it.each([
    [['token', '--room=demo', '--uid=1'], 2, /--secret missing/],
    [
      ['token', '--uid=x', '--secret=short-but-secret'],
      2,
      /--room missing: say which room\n.*--uid x: say whose/,
    ],
    [['fly'], 2, /"fly" is no command. There are: serve, token, seat, sdk/],
    [['token', 'fly'], 2, /"fly" is not a setting/],
    [['--help'], 0, /gateway serve: .*--max-rooms.*Commands:\n {2}serve.*token/s],
    [['token', '--help'], 0, /--no-publish/],
  ])('with %j ends with %s and says %s', async (args, exit, expected) => {
    const gateway = await runGateway(args);
    expect(await gateway.exited).toBe(exit);
    expect(gateway.output).toMatch(expected);
    expect(gateway.output).not.toContain('short-but-secret');
  });
});
