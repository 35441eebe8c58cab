import BigNumber from 'bignumber.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScriptedNertcSdk, never, type ScriptedNertcSdk } from '../../test/scripted-nertc-sdk.ts';
import { createRoom, type JoinOptions, nertc, type Room, RtcError } from '../index.ts';
import { createFakePlatform, type FakePlatform } from '../testing.ts';

let sdk: ScriptedNertcSdk;
let platform: FakePlatform;
let room: Room;
let told: string[];

beforeEach(() => {
  sdk = createScriptedNertcSdk();
  platform = createFakePlatform();
  room = createRoom({ backend: nertc(sdk, { appkey: 'key' }), platform });
  told = [];
  for (const event of [
    'participantJoined',
    'participantLeft',
    'streamPublished',
    'streamUnpublished',
    'muted',
    'unmuted',
    'mediaChanged',
    'modeChanged',
    'addressChanged',
    'reconnected',
    'commandTimedOut',
    'left',
  ] as const) {
    room.on(event, (payload) => {
      const { uid, id, kinds, kind, reason, participant } = payload as Record<string, unknown>;
      const who = uid ?? id ?? (participant as { uid: string } | undefined)?.uid;
      told.push([event, who, kinds ?? kind, reason].filter((it) => it !== undefined).join(' '));
    });
  }
});

async function join(options: Partial<JoinOptions> = {}): Promise<void> {
  const joined = room.join({ channelName: 'demo', uid: 100, ...options });
  await platform.clock.advance(0);
  await joined;
}

async function emit(event: string, payload?: unknown): Promise<void> {
  sdk.emit(event, payload);
  await platform.clock.advance(0);
}

async function arrives(uid: number | string, ...types: string[]): Promise<void> {
  await emit('clientJoin', { uid, isBigNumber: false });
  for (const mediaType of types) await emit('stream-added', { uid, mediaType, isBigNumber: false });
}

const streams = (): [string, string, string | undefined][] =>
  room.store
    .getState()
    .streams.map(({ id, media, address }) => [id, Object.keys(media).join(), address?.url]);
const people = () => room.store.getState().participants.map(({ uid }) => uid);
const asked = (method: string) => sdk.asked.filter(([name]) => name === method).map(([, ...args]) => args);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const settled = promise.then(
    () => 'none',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
  await platform.clock.advance(20_000);
  return settled;
}

describe('joining', () => {
  it('joins with the uid as a number, and as text where a number would not hold it', async () => {
    await join({ service: { recordAudio: true, recordType: 'mixed', mode: 'audioOnly' }, token: 't' });
    const service = { recordAudio: 1, recordType: '1', mode: 1 };
    expect(asked('join')).toEqual([[{ channelName: 'demo', uid: 100, token: 't', ...service }]]);
    await room.leave();
    await join({ uid: '9223372036854775805' });
    expect(asked('join')[1]).toEqual([{ channelName: 'demo', uid: '9223372036854775805' }]);
  });

  it('publishes and mutes what the join asked for, before it resolves', async () => {
    await room.mute('video');
    await join({ publish: ['audio', 'video'] });
    expect(asked('publish')).toEqual([['']]);
    expect(asked('mute')).toEqual([['video']]);
    expect(streams()).toEqual([['100/camera', 'audio,video', 'rtmp://push/me']]);
  });

  it.each([
    ['rejects with an object', () => Promise.reject({ code: 414, reason: 'bad token' }), 'token/refused'],
    ['rejects with a string', () => Promise.reject('no address'), 'request/failed'],
    ["rejects with wx's error", () => Promise.reject({ errMsg: 'request:fail' }), 'connection/failed'],
    ['never settles', never, 'request/timeout'],
  ])('rejects, and lets the client go, when the vendor %s', async (_, give, code) => {
    sdk.answer('join', give);
    expect(await codeOf(room.join({ channelName: 'demo', uid: 100 }))).toBe(code);
    expect(asked('leave')).toHaveLength(1);
    expect(platform.clock.pending).toBe(0);
    sdk.answer('join', () => ({}));
    await join();
    expect(people()).toEqual(['100']);
  });

  it('rejects when the vendor tells of a refusal instead of settling', async () => {
    sdk.answer('join', never);
    const joined = room.join({ channelName: 'demo', uid: 100 });
    await platform.clock.advance(0);
    sdk.emit('error', { code: 417, desc: '登录失败', connectCount: 0 });
    expect(await codeOf(joined)).toBe('connection/failed');
  });

  it('leaves again when the vendor joins after leave() came first', async () => {
    let joinLate = (): void => {};
    sdk.answer('join', (): Promise<void> => new Promise((resolve) => (joinLate = resolve)));
    const joined = room.join({ channelName: 'demo', uid: 100 });
    await platform.clock.advance(0);
    const left = room.leave();
    expect(await codeOf(joined)).toBe('connection/aborted');
    await left;
    const before = asked('leave').length;
    joinLate();
    await platform.clock.advance(0);
    expect(asked('leave')).toHaveLength(before + 1);
  });

  it('waits until the call before has let the one client go', async () => {
    await join();
    sdk.answer('leave', never);
    const left = room.leave();
    const joined = room.join({ channelName: 'other', uid: 100 });
    await platform.clock.advance(500);
    expect(asked('join')).toHaveLength(1);
    await platform.clock.advance(1_000);
    await Promise.all([left, joined]);
    expect(sdk.clients).toBe(2);
  });

  it('waits for the call before even when a join between the two was given up', async () => {
    await join();
    sdk.answer('leave', never);
    const left = room.leave();
    const givenUp = codeOf(room.join({ channelName: 'other', uid: 100 }));
    void room.leave();
    const joined = room.join({ channelName: 'third', uid: 100 });
    await platform.clock.advance(500);
    expect(asked('join')).toHaveLength(1);
    await platform.clock.advance(1_000);
    await Promise.all([left, joined]);
    expect(await givenUp).toBe('connection/aborted');
    expect(sdk.clients).toBe(2);
  });

  it('rejects soon when the vendor puts it out before the join is done, and lets the client go once', async () => {
    sdk.answer('join', never);
    const joined = room.join({ channelName: 'demo', uid: 100 });
    const code = joined.catch((error: RtcError) => error.code);
    await platform.clock.advance(0);
    sdk.emit('kicked', { cmd: 'kicked' });
    await platform.clock.advance(300);
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'refused' });
    expect(await code).toBe('request/failed');
    await platform.clock.advance(20_000);
    expect(asked('leave')).toHaveLength(1);
    expect(asked('destroy')).toHaveLength(1);
  });
});

describe('others', () => {
  it('come with their streams, and with an address for what is subscribed by itself', async () => {
    await join();
    await arrives(200, 'audio', 'video', 'screenShare');
    expect(people()).toEqual(['100', '200']);
    expect(asked('subscribe')).toEqual([
      [200, 'audio'],
      [200, 'video'],
      [200, 'screenShare'],
    ]);
    expect(streams()).toEqual([
      ['200/camera', 'audio,video', 'rtmp://pull/200'],
      ['200/screen', 'video', 'rtmp://pull/200-screen'],
    ]);
    await emit('stream-removed', { uid: 200, mediaType: 'video' });
    await emit('clientLeave', { uid: 200 });
    expect(people()).toEqual(['100']);
    expect(told.filter((it) => !it.startsWith('address'))).toEqual([
      'participantJoined 200',
      'streamPublished 200 audio',
      'streamPublished 200 video',
      'streamPublished 200 video',
      'streamUnpublished 200 video',
      'participantLeft 200 left',
    ]);
  });

  it('are not asked for any more once the room is left, however often they were told of', async () => {
    let answer = (): void => {};
    sdk.answer('subscribe', () => new Promise((resolve) => (answer = () => resolve({ url: 'rtmp://late' }))));
    await join();
    await arrives(200, 'audio');
    const late = answer;
    sdk.answer('subscribe', never);
    sdk.emit('stream-added', { uid: 200, mediaType: 'audio' });
    late();
    // The answer gets through before the clock moves.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    void room.leave();
    await platform.clock.advance(60_000);
    expect(asked('subscribe')).toHaveLength(1);
  });

  it('keep their 64-bit uid, as text, BigNumber or in a list', async () => {
    const text = '9223372036854775805';
    await join();
    await emit('clientJoin', { uid: new BigNumber(text), isBigNumber: true });
    await emit('stream-added', { uid: text, mediaType: 'audio', isBigNumber: true });
    expect(asked('subscribe')).toEqual([[text, 'audio']]);
    await emit('clientLeave', { uid: new BigNumber(text) });
    expect(people()).toEqual(['100']);
  });

  it('are nobody when the vendor tells of this participant itself, or of a slaveAudio', async () => {
    await join();
    await emit('clientJoin', { uid: 100 });
    await emit('stream-added', { uid: 100, mediaType: 'audio' });
    await arrives(200, 'audio', 'slaveAudio');
    expect(people()).toEqual(['100', '200']);
    expect(streams()).toEqual([['200/camera', 'audio', 'rtmp://pull/200']]);
    expect(asked('subscribe')).toEqual([[200, 'audio']]);
  });

  it('mute, by a bare uid or in an object; a function says nothing', async () => {
    await join();
    await arrives(200);
    await emit('mute-audio', 200);
    await emit('mute-video', { uid: 200 });
    await emit('unmute-video', { uid: 200 });
    await emit('mute-video', () => {});
    await emit('clientUpdate', { uid: 200, mode: 1 });
    expect(told).toEqual([
      'participantJoined 200',
      'muted 200 audio',
      'muted 200 video',
      'unmuted 200 video',
      'modeChanged 200',
    ]);
  });

  it('are subscribed to again, a few times, when the vendor does not answer', async () => {
    sdk.answer('subscribe', never);
    await join();
    await arrives(200, 'audio');
    await platform.clock.advance(11_000);
    sdk.answer('subscribe', () => ({ url: 'rtmp://late' }));
    await platform.clock.advance(11_000);
    expect(streams()).toEqual([['200/camera', 'audio', 'rtmp://late']]);
    sdk.answer('subscribe', () => Promise.reject({ code: 434, reason: 'no' }));
    await emit('stream-added', { uid: 200, mediaType: 'video' });
    await platform.clock.advance(60_000);
    expect(asked('subscribe').filter(([, type]) => type === 'video')).toHaveLength(5);
    expect(platform.clock.pending).toBe(0);
  });

  it('are left alone with autoSubscribe off, until asked for, and then for good', async () => {
    await join({ autoSubscribe: false });
    await arrives(200, 'audio', 'video');
    expect(asked('subscribe')).toEqual([]);
    const [participant] = room.store.getState().participants.slice(1);
    const subscribed = room.subscribe({ uid: participant!.uid, kinds: ['audio'] });
    await platform.clock.advance(0);
    expect((await subscribed).address.url).toBe('rtmp://pull/200');
    await emit('willreconnect', { count: 0 });
    await arrives(200, 'audio', 'video');
    await emit('reconnected');
    expect(asked('subscribe')).toEqual([
      [200, 'audio'],
      [200, 'audio'],
    ]);
  });
});

describe('commands', () => {
  it('withdraw kinds one by one, since both at once would be told to nobody', async () => {
    await join({ publish: ['audio', 'video'] });
    await room.unpublish();
    expect(asked('unpublish')).toEqual([['audio'], ['video']]);
    expect(streams()).toEqual([]);
  });

  it.each([
    ['publish', () => room.publish(), never, 'request/timeout'],
    ['publish', () => room.publish(), () => Promise.reject('no pushUrl'), 'request/failed'],
    ['publish', () => room.publish(), () => Promise.reject({ code: '420', reason: 'x' }), 'request/timeout'],
    ['publish', () => room.publish(), (): undefined => undefined, 'role/audience'],
    ['mute', () => room.mute('audio'), never, 'request/timeout'],
    ['setRole', () => room.setRole('audience'), () => Promise.reject({ code: 434 }), 'request/failed'],
  ] as const)('reject when the vendor does not answer %s as it should', async (method, run, give, code) => {
    await join();
    sdk.answer(method, give);
    expect(await codeOf(run())).toBe(code);
    expect(told).toEqual(code === 'request/timeout' && give === never ? ['commandTimedOut'] : []);
  });

  it.each([
    ['a screen', () => room.publish({ source: 'screen' })],
    ['another token', () => room.renewToken('t')],
  ])('reject what the vendor lacks: %s', async (_, run) => {
    await join();
    expect(await codeOf(run())).toBe('backend/unsupported');
  });

  it('become an audience member, and nothing of it is published any more', async () => {
    await join({ publish: ['audio'] });
    await room.setRole('audience');
    expect(streams()).toEqual([]);
    expect(room.store.getState().participants[0]?.role).toBe('audience');
  });

  it('hand quality samples to dataReporter', async () => {
    await join();
    room.report({ id: '100/camera', direction: 'push', code: 1002, network: { videoBitrate: 500 } });
    await platform.clock.advance(5_000);
    expect(asked('dataReporter')).toEqual([
      ['push', 'bindstatechange', { code: 1002, reason: '' }, 100],
      ['push', 'bindnetstatus', { videoBitrate: 500 }, 100],
    ]);
  });
});

describe('an outage', () => {
  beforeEach(async () => {
    await join({ publish: ['audio'] });
    await arrives(200, 'audio');
    await arrives(300, 'video');
    await emit('mute-audio', 200);
    told.length = 0;
  });

  it('tells of those who went in the meantime, which the vendor does not, and of nobody twice', async () => {
    await emit('willreconnect', { count: 0 });
    expect(room.store.getState().connection).toMatchObject({ status: 'reconnecting', attempt: 1 });
    await arrives(200, 'audio', 'video');
    await emit('reconnected');
    expect(told).toEqual(['participantLeft 300 timeout', 'streamPublished 200 video', 'reconnected']);
    expect(streams()).toEqual([
      ['100/camera', 'audio', 'rtmp://push/me'],
      ['200/camera', 'audio,video', 'rtmp://pull/200'],
    ]);
    expect(room.store.getState().participants[1]?.muted.audio).toBe(true);
  });

  it('says again what is muted, which the vendor may have forgotten', async () => {
    await room.mute('audio');
    await emit('willreconnect', { count: 0 });
    await emit('reconnected');
    expect(asked('mute')).toEqual([['audio'], ['audio']]);
  });

  it('gives the new addresses', async () => {
    await emit('willreconnect', { count: 0 });
    sdk.answer('subscribe', () => ({ url: 'rtmp://pull/new' }));
    await emit('syncDone', { uid: 100, url: 'rtmp://push/new', isBigNumber: false });
    await arrives(200, 'audio');
    await arrives(300, 'video');
    await emit('reconnected');
    expect(streams().map(([, , url]) => url)).toEqual([
      'rtmp://push/new',
      'rtmp://pull/new',
      'rtmp://pull/new',
    ]);
  });

  it.each([
    ['the one of the guide', { uid: 100, url: 'rtmp://n', isBigNumber: false }],
    ['the documented one', { userList: [{ uid: 100, url: 'rtmp://n' }, { uid: 200 }] }],
    ["the demo's", { userlist: [{ uid: '100', url: 'rtmp://n' }] }],
    ['all in one', { uid: 100, url: 'rtmp://n', userList: [], userlist: [null] }],
  ])('reads each shape of syncDone: %s', async (_, payload) => {
    await emit('syncDone', payload);
    expect(streams()[0]).toEqual(['100/camera', 'audio', 'rtmp://n']);
    expect(told).toEqual(['addressChanged 100/camera']);
  });

  it('is over once the vendor told of somebody, should `reconnected` never come', async () => {
    await emit('willreconnect', { count: 0 });
    await arrives(200, 'audio');
    await platform.clock.advance(8_000);
    expect(told).toEqual(['participantLeft 300 timeout', 'reconnected']);
  });

  it('keeps commands for later, and gives up after its time', async () => {
    await emit('willreconnect', { count: 0 });
    const muted = room.mute('video');
    await platform.clock.advance(0);
    expect(asked('mute')).toEqual([]);
    await emit('reconnected');
    await muted;
    expect(asked('mute')).toEqual([['video']]);
    await emit('willreconnect', { count: 0 });
    await platform.clock.advance(61_000);
    expect(room.store.getState().connection).toEqual({ status: 'left', reason: 'connectionLost' });
  });
});

describe('the end', () => {
  it.each([
    ['retries used up', [['disconnect', { code: '403' }]], 'connectionLost'],
    [
      'kicked',
      [
        ['kicked', {}],
        ['disconnect', { code: '405' }],
      ],
      'kicked',
    ],
    ['kicked, without the vendor closing', [['kicked', {}]], 'kicked'],
    [
      'refused',
      [
        ['kicked', {}],
        ['disconnect', { code: '406' }],
      ],
      'refused',
    ],
    ['dissolved, after which the vendor stays', [['liveRoomClose', {}]], 'dissolved'],
  ] as const)('comes once, with its reason: %s', async (_, events, reason) => {
    await join();
    for (const [event, payload] of events) sdk.emit(event, payload);
    await platform.clock.advance(2_000);
    await emit('disconnect', { code: '0' });
    expect(told).toEqual([`left ${reason}`]);
    expect(platform.clock.pending).toBe(0);
    expect(asked('leave')).toHaveLength(1);
  });

  it('comes by leave() even when the vendor does not answer, and nothing is told after it', async () => {
    await join();
    sdk.answer('leave', never);
    const left = room.leave();
    await platform.clock.advance(1_000);
    await left;
    await emit('clientJoin', { uid: 200 });
    await emit('disconnect', { code: '0' });
    expect(told).toEqual(['left left']);
  });
});
