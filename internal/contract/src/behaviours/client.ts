import { expect } from 'vitest';
import { behaviour } from '../behaviour.ts';

behaviour(1, 'the file gives the SDK by require and by default import, and its client', async (stage) => {
  const phone = await stage.phone(null);
  expect(await phone.do(['sdk'])).toEqual({ same: true, named: true, type: 'function' });
  expect(await phone.do(['create', { appkey: 'k', debug: false }], ['init'])).toBeUndefined();
});

behaviour(2, 'there is one client until the SDK is destroyed', async (stage) => {
  const phone = await stage.phone(null);
  expect(await phone.do(['create', { appkey: 'k' }])).toBe(0);
  expect(await phone.do(['create', { appkey: 'another' }])).toBe(0);
  expect(await phone.do(['destroySdk'], ['create', { appkey: 'k' }])).toBe(1);
});

behaviour(3, 'without an appkey Client() throws at once, and names it', async (stage) => {
  const phone = await stage.phone(null);
  const failure = await phone.refused(['create', { debug: true }]);
  expect(failure).toMatchObject({ thrown: true, message: expect.stringContaining('appkey') });
});

behaviour(4, 'the later listener of an event replaces the earlier one', async (stage) => {
  const phone = await stage.phone(null);
  await phone.do(['create', { appkey: 'k', gateway: stage.url }], ['listen', 'A'], ['listen', 'B']);
  await phone.do(['join', { channelName: stage.channelName, uid: 100 }], ['leave'], ['later']);
  expect(phone.log.entries.filter(({ event }) => event === 'disconnect')).toEqual([
    { as: 'B', event: 'disconnect', payload: { code: '0', reason: 'left' } },
  ]);
});

behaviour(5, 'outside a room every command rejects with a fresh 434, and leave() settles', async (stage) => {
  const phone = await stage.phone();
  for (const [method, text] of [
    ['publish', 'publish'],
    ['unpublish', 'unpublish'],
    ['subscribe', 'unpublish'],
    ['unsubscribe', 'unpublish'],
    ['mute', 'mute'],
    ['unmute', 'mute'],
  ]) {
    const args = method?.endsWith('subscribe') ? [200, 'audio'] : ['audio'];
    const reason = `在join之前，不允许执行${text}操作`;
    expect(await phone.refused([method!, ...args])).toEqual({
      ...{ isError: true, thrown: false, code: 434 },
      ...{ reason, desc: reason, message: reason },
    });
  }
  expect(await phone.do(['leave'])).toBeUndefined();
});
