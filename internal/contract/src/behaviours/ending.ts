import { until } from '@callgrid/test-kit';
import { expect } from 'vitest';
import { behaviour, behaviourInTime } from '../behaviour.ts';

const member = { uid: 200, isBigNumber: false };
const left = ['disconnect', { code: '0', reason: 'left' }];

behaviour(
  22,
  'who is put out is told by kicked and then disconnect 405, once, and leave() does no harm',
  async (stage) => {
    const phone = await stage.joined(100);
    await phone.do(['handle', 'kicked', [['leave'], ['destroy']]]);
    phone.forget();
    await stage.kick(100);
    await phone.told('disconnect');
    await phone.do(['leave'], ['later']);
    expect(phone.events()).toEqual([
      ['kicked', { cmd: 'kicked', body: { cid: expect.any(Number), reason: 'kicked' } }],
      ['disconnect', { code: '405', reason: 'kicked' }],
    ]);
  },
);

behaviourInTime(
  23,
  'leave() settles within a second of a gateway that is silent, and disconnect 0 is all that follows',
  async (stage) => {
    const { url, proxy } = await stage.line();
    await stage.joined(200, ['publish']);
    const phone = await stage.phone(url);
    const join = ['join', { channelName: stage.channelName, uid: 100 }] as const;
    // Whoever leaves at once hears of nobody.
    await phone.do(join, ['leave'], ['later']);
    expect(phone.events()).toEqual([left]);
    await phone.do(join);
    proxy.hold();
    phone.forget();
    const began = stage.clock.now();
    const id = phone.begin(['leave'], ['destroy'], ['destroy']);
    await phone.outcome(id);
    expect(stage.clock.now() - began).toBeLessThanOrEqual(1_000);
    await stage.clock.advance(70_000);
    expect(phone.events()).toEqual([left]);
  },
);

behaviour(
  24,
  'the same client joins again, the same room or another, and brings nothing along',
  async (stage) => {
    const other = await stage.joined(200, ['publish']);
    const phone = await stage.joined(100, ['publish'], ['subscribe', 200, 'audio'], ['leave'], ['later']);
    expect(phone.events()).toEqual([]);
    await phone.do(['join', { channelName: `${stage.channelName} too`, uid: 100 }], ['later']);
    expect(await phone.do(['getStatus'])).toMatchObject({
      members: [],
      publish: { audio: false, video: false },
    });
    other.forget();
    await phone.do(['leave'], ['join', { channelName: stage.channelName, uid: 100 }], ['later']);
    expect(phone.events('clientJoin', 'stream-added')).toEqual([
      ['clientJoin', member],
      ['stream-added', { ...member, mediaType: 'audio' }],
      ['stream-added', { ...member, mediaType: 'video' }],
    ]);
    await other.told('clientJoin');
    expect(other.events('stream-added')).toEqual([]);
    expect(await phone.do(['publish'])).toMatch(/^rtmp:/);
  },
);

behaviour(
  25,
  'leave() while joining ends it: no ghost, no event, and the next join() works',
  async (stage) => {
    const other = await stage.joined(200);
    const phone = await stage.phone();
    const join = ['join', { channelName: stage.channelName, uid: 100 }] as const;
    let aborted = 0;
    // From before the socket is open until after the join is answered.
    for (const turns of [0, 1, 2, 3, 4, 6, 8, 12, 16]) {
      phone.forget();
      const joining = phone.begin(join);
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      const leaving = phone.begin(['leave'], ['later']);
      const { error } = await phone.outcome(joining);
      await phone.outcome(leaving);
      if (!error) continue;
      aborted++;
      expect(error).toMatchObject({ isError: true, code: '0' });
      expect(phone.events()).toEqual([]);
    }
    expect(aborted).toBeGreaterThan(1);
    await until('nobody is left behind', () => {
      return other.events('clientLeave').length === other.events('clientJoin').length;
    });
    other.forget();
    await phone.do(join);
    await other.told('clientJoin');
  },
);
