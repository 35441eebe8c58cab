import { toUid } from '@callgrid/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScriptedGateway } from '../../test/scripted-gateway.ts';
import { createStage, type SdkStage, type StagedClient } from '../../test/sdk-stage.ts';
import { gateway as gatewayAt } from '../backend/gateway.ts';
import { Client } from './client.ts';
import type { MemberMedia } from './client-events.ts';
import type { JoinParam } from './read-join-params.ts';
import type { SdkError } from './sdk-error.ts';

let stage: SdkStage;
beforeEach(() => {
  stage = createStage();
});

async function joined(uid: JoinParam['uid'], options = {}): Promise<StagedClient> {
  const staged = stage.client(options);
  await staged.client.join({ channelName: 'room', uid });
  await stage.settle();
  return staged;
}

function code(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'none',
    (error: SdkError) => error.code,
  );
}

const bob = { uid: 2, isBigNumber: false };

describe('joining', () => {
  it('resolves with the uid as it was given, before anything is told', async () => {
    await joined(2);
    const { client, told } = stage.client();
    expect(await client.join({ channelName: 'room', uid: 1 })).toMatchObject({ code: 200, uid: 1 });
    expect(told).toEqual([]);
    await stage.settle();
    expect(told).toEqual([['clientJoin', bob]]);
  });

  it('gives text back for text, and makes up 15 digits for nothing', async () => {
    const first = await stage.client().client.join({ channelName: 'room', uid: '100' });
    const second = await stage.client().client.join({ channelName: 'room' });
    expect(first.uid).toBe('100');
    expect(second.uid).toMatch(/^\d{15}$/);
    expect(first.cid).toBe(second.cid);
  });

  it.each([
    [{ channelName: 'room', uid: Number.NaN }, 'uid参数错误'],
    [{ channelName: 'room', uid: {} }, 'uid参数错误'],
    [{ channelName: 'room', uid: 'abc' }, 'uid参数错误'],
    [{ channelName: 'room', uid: -1 }, 'uid参数错误'],
    [{ uid: 1 }, '参数缺失 channelName'],
    [{ channelName: 7, uid: 1 }, 'channelName参数错误'],
    [{ channelName: 'room', uid: 1, recordType: '3' }, 'recordType参数错误'],
    [{ channelName: 'room', uid: 1, liveEnable: 'yes' }, 'liveEnable参数错误'],
    [{ channelName: 'room', uid: 1, mode: 4 }, 'mode参数错误'],
    [{ channelName: 'room', uid: 1, token: 5 }, 'token参数错误'],
    [undefined, 'join接口参数错误'],
  ])('refuses %o with 434, names the field, and can join after', async (param, reason) => {
    const { client } = stage.client();
    await expect(client.join(param as never)).rejects.toMatchObject({ code: 434, reason, desc: reason });
    await client.join({ channelName: 'room', uid: 1 });
  });

  it('tells the room what it asks of the service, and leaves the parameters alone', async () => {
    const param = Object.freeze({
      channelName: 'room',
      uid: 1,
      liveEnable: 0,
      recordType: '2',
      recordAudio: 1,
      mode: 1,
    } as const);
    await stage.client().client.join(param);
    expect(stage.gateway.room('room')?.participants[0]?.service).toEqual({
      liveEnable: false,
      recordType: 'single',
      recordAudio: true,
      mode: 'audioOnly',
    });
  });

  it('refuses a second join and keeps the session', async () => {
    const { client } = await joined(1);
    await expect(client.join({ channelName: 'other', uid: 1 })).rejects.toMatchObject({
      code: 434,
      reason: '重复加入房间',
    });
    expect(stage.gateway.room('room')?.participants).toHaveLength(1);
  });

  it('rejects without an address, and says how to give one', async () => {
    const { client } = stage.client({ gateway: undefined });
    await expect(client.join({ channelName: 'room', uid: 1 })).rejects.toMatchObject({
      code: '400',
      reason: expect.stringContaining('configure({ gateway:'),
    });
    await client.join({ channelName: 'room', uid: 1, channelServer: 'ws://private' });
  });

  it.each([
    ['ws://param', { address: 'https://vendor', channelServer: 'ws://param' }, 'ws://client', 'ws://sdk'],
    ['ws://client', { address: 'https://vendor' }, 'ws://client', 'ws://sdk'],
    ['ws://sdk', {}, undefined, 'ws://sdk'],
  ])(
    'goes to %s when asked with %o, the client with %s, the SDK with %s',
    async (expected, param, gateway, sdk) => {
      const urls: string[] = [];
      const backend = (url: string) => {
        urls.push(url);
        return stage.gateway.backend();
      };
      const client = new Client({ appkey: 'k', gateway }, () => sdk, { ...stage.ports, backend });
      await client.join({ channelName: 'room', uid: 1, ...param });
      expect(urls).toEqual([expected]);
    },
  );

  it('aborts when it is left meanwhile, without a word, and can join again', async () => {
    const { client, told } = stage.client();
    const join = code(client.join({ channelName: 'room', uid: 1 }));
    await client.leave();
    expect(await join).toBe('0');
    await stage.settle();
    expect(told).toEqual([]);
    expect(stage.gateway.room('room')).toBeNull();
    await client.join({ channelName: 'room', uid: 1 });
  });
});

describe('a join that is refused', () => {
  it('rejects, is told, and can be tried again', async () => {
    const server = createScriptedGateway();
    const { clock } = server.platform;
    const { client, told } = createStage(
      { platform: () => server.platform, backend: gatewayAt },
      clock,
    ).client();
    const join = () => {
      const done = client.join({ channelName: 'demo', uid: 1 });
      return Promise.all([done, clock.advance(100)]);
    };
    server.behaviour = 'refuses';
    await expect(join()).rejects.toMatchObject({ code: 414, reason: 'no' });
    await clock.advance(100);
    const socket = [
      ['sessionStart', undefined],
      ['open', { code: '200', desc: 'socket opened' }],
    ];
    expect(told.splice(0)).toEqual([
      ...socket,
      ['error', { code: 414, desc: '登录失败: no', connectCount: 0 }],
      ['disconnect', { code: '406', reason: 'no' }],
    ]);
    server.behaviour = 'fails';
    await expect(join()).rejects.toMatchObject({ code: '401' });
    server.behaviour = 'answers';
    await join();
    expect(told.map(([event]) => event)).toEqual(['sessionStart', 'sessionStart', 'open']);
  });
});

describe('outside a room', () => {
  it.each([
    ['publish', '在join之前，不允许执行publish操作'],
    ['unpublish', '在join之前，不允许执行unpublish操作'],
    ['subscribe', '在join之前，不允许执行unpublish操作'],
    ['unsubscribe', '在join之前，不允许执行unpublish操作'],
    ['mute', '在join之前，不允许执行mute操作'],
    ['unmute', '在join之前，不允许执行mute操作'],
  ] as const)('%s rejects with 434', async (method, reason) => {
    const { client } = stage.client();
    const call = client[method] as (...args: unknown[]) => Promise<unknown>;
    const [first, second] = await Promise.all(
      [0, 1].map(() => call.call(client, 1, 'audio').catch((error: unknown) => error)),
    );
    expect(first).toMatchObject({ code: 434, reason, message: reason });
    expect(first).not.toBe(second);
  });

  it('leaves, destroys and reports without a complaint', async () => {
    const { client, told } = stage.client();
    await client.leave();
    client.destroy();
    await client.dataReporter('push', 'bindnetstatus', null as never);
    await stage.settle();
    expect(told).toEqual([]);
    expect(client.getStatus()).toEqual({ inRoom: false, role: 'broadcaster' });
  });
});

describe('members', () => {
  it('are told with what they publish, audio first, and only once gone', async () => {
    const other = await joined(2);
    await other.client.publish();
    const { told } = await joined(1);
    await other.client.unpublish('video');
    await other.client.leave();
    await stage.settle();
    expect(told).toEqual([
      ['clientJoin', bob],
      ['stream-added', { ...bob, mediaType: 'audio' }],
      ['stream-added', { ...bob, mediaType: 'video' }],
      ['stream-removed', { ...bob, mediaType: 'video' }],
      ['clientLeave', bob],
    ]);
  });

  it('are nobody while they are audience', async () => {
    const { told } = await joined(1);
    const other = stage.client();
    await other.client.setRole('audience');
    await other.client.join({ channelName: 'room', uid: 2 });
    await other.client.setRole();
    await other.client.publish('audio');
    await other.client.setRole('audience');
    await other.client.leave();
    await stage.settle();
    expect(told).toEqual([
      ['role-Changed', { ...bob, role: 0 }],
      ['clientJoin', bob],
      ['stream-added', { ...bob, mediaType: 'audio' }],
      ['stream-removed', { ...bob, mediaType: 'audio' }],
      ['role-Changed', { ...bob, role: 1 }],
      ['clientLeave', bob],
    ]);
  });

  it('are told with text where the number would have more than 15 digits', async () => {
    const { client, told } = await joined(1);
    const other = await joined('9223372036854775805');
    await other.client.publish('audio');
    await other.client.mute('audio');
    await stage.settle();
    const big = { uid: '9223372036854775805', isBigNumber: true };
    expect(told).toEqual([
      ['clientJoin', big],
      ['stream-added', { ...big, mediaType: 'audio' }],
      ['mute-audio', big],
    ]);
    expect(await client.subscribe(big.uid, 'audio')).toMatchObject({ uid: big.uid });
  });

  it('mute, unmute and change their mode for others to hear of', async () => {
    const { told } = await joined(1);
    const old = stage.client({ legacyMutePayload: true });
    await old.client.join({ channelName: 'room', uid: 3 });
    const other = await joined(2);
    await other.client.mute('video');
    await other.client.unmute('video');
    await other.client.switchMode(1);
    await stage.settle();
    expect(told.slice(2)).toEqual([
      ['mute-video', bob],
      ['unmute-video', bob],
      ['clientUpdate', { ...bob, mode: 1 }],
    ]);
    expect(old.told).toContainEqual(['mute-video', 2]);
  });

  it('have media that arrive or do not, without being removed', async () => {
    const { client, told } = await joined(1);
    const other = await joined(2);
    await other.client.publish('audio');
    const { url } = await client.subscribe(2, 'audio');
    stage.gateway.reportMedia('room', toUid(2), 'camera', 'audio', 'live');
    stage.gateway.reportMedia('room', toUid(2), 'camera', 'audio', 'stalled');
    await stage.settle();
    const media = { ...bob, mediaType: 'audio', url };
    expect(told.slice(2)).toEqual([
      ['media-status', { ...media, status: 'on' }],
      ['media-status', { ...media, status: 'off' }],
    ]);
  });
});

describe('streams', () => {
  it('are published on one address, which stays', async () => {
    const watcher = await joined(2);
    const { client } = await joined(1);
    const url = await client.publish('audio');
    expect([await client.publish('video'), await client.publish()]).toEqual([url, url]);
    await client.unpublish('video');
    expect(await client.publish('video')).toBe(url);
    await client.unpublish();
    await stage.settle();
    const media = watcher.told.filter(([event]) => event.startsWith('stream-'));
    expect(media.map(([event, payload]) => `${event} ${(payload as MemberMedia).mediaType}`)).toEqual([
      'stream-added audio',
      'stream-added video',
      'stream-removed video',
      'stream-added video',
      'stream-removed audio',
      'stream-removed video',
    ]);
  });

  it('are subscribed by number, text and BigNumber, each given back in kind', async () => {
    const other = await joined(2);
    await other.client.publish();
    const { client } = await joined(1);
    const big = { _isBigNumber: true, s: 1, e: 0, c: [2], toFixed: () => '2', isInteger: () => true };
    const answers = [
      await client.subscribe(2, 'audio'),
      await client.subscribe('2', 'video'),
      await client.subscribe(big, 'video'),
    ];
    expect(answers.map(({ uid }) => uid)).toEqual([2, '2', '2']);
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
  });

  it('are refused clearly where there is nothing to subscribe', async () => {
    await joined(2);
    const { client } = await joined(1);
    await expect(client.subscribe(999, 'audio')).rejects.toMatchObject({
      code: 434,
      reason: '999 不正在房间中，或者没有发布媒体',
    });
    await expect(client.subscribe(2, undefined as never)).rejects.toMatchObject({
      code: 434,
      reason: 'subscribe接口mediaType参数错误',
    });
    expect(await code(client.subscribe(2, 'audio'))).toBe('404');
    expect(await code(client.subscribe(2, 'slaveAudio'))).toBe('501');
    expect(await code(client.subscribe(1, 'audio'))).toBe(434);
  });

  it('of an audience member are refused, until it is broadcaster again', async () => {
    const { client } = await joined(1);
    await client.setRole('audience');
    await expect(client.publish()).rejects.toMatchObject({ code: 434, reason: '观众角色不允许publish' });
    expect(await code(client.setRole('host' as never))).toBe(434);
    await client.setRole('broadcaster');
    await client.publish();
  });
});

describe('the end', () => {
  it('by own wish is told after the promise, once, and nothing else is', async () => {
    await joined(2);
    const { client, told } = stage.client();
    await client.join({ channelName: 'room', uid: 1 });
    await client.leave().then(() => client.destroy());
    client.destroy();
    expect(told).toEqual([]);
    await stage.settle();
    expect(told).toEqual([['disconnect', { code: '0', reason: 'left' }]]);
  });

  it('of one session is told, though the next was left before it was', async () => {
    const { client, told } = await joined(1);
    await client.leave();
    const next = code(client.join({ channelName: 'room', uid: 1 }));
    await client.leave();
    expect(await next).toBe('0');
    await stage.settle();
    expect(told).toEqual([['disconnect', { code: '0', reason: 'left' }]]);
  });

  it.each([
    ['kicked', 'kicked', '405'],
    ['replaced', 'kicked', '405'],
    ['dissolved', 'liveRoomClose', '0'],
  ] as const)('by %s is told as %s and disconnect %s', async (reason, event, disconnect) => {
    const { client, told } = await joined(1);
    stage.gateway.remove('room', toUid(1), reason);
    await client.leave();
    await stage.settle();
    expect(told).toEqual([
      [event, { cmd: event, body: { cid: expect.any(Number), reason } }],
      ['disconnect', { code: disconnect, reason }],
    ]);
    await client.join({ channelName: 'room', uid: 1 });
  });
});

describe('coming back', () => {
  it('tells who is gone, then everybody present, then what else changed, and that it is back', async () => {
    const { client, told } = await joined(1);
    const [second, third] = [await joined(2), await joined(3)];
    await second.client.publish('audio');
    await client.publish();
    await stage.settle();
    told.length = 0;
    stage.gateway.cut('room', toUid(1));
    await third.client.leave();
    await second.client.mute('audio');
    stage.gateway.restore('room', toUid(1));
    await stage.settle();
    expect(told).toEqual([
      ['willreconnect', { count: 0 }],
      ['clientLeave', { uid: 3, isBigNumber: false }],
      ['clientJoin', bob],
      ['stream-added', { ...bob, mediaType: 'audio' }],
      ['mute-audio', bob],
      ['reconnected', undefined],
    ]);
    expect(second.told.filter(([event]) => event === 'clientLeave')).toEqual([
      ['clientLeave', { ...bob, uid: 3 }],
    ]);
    expect(client.getStatus()).toMatchObject({ connection: 'joined', publish: { audio: true, video: true } });
  });
});
