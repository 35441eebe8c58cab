import { expect } from 'vitest';
import { behaviour } from '../behaviour.ts';

const member = { uid: 200, isBigNumber: false };

behaviour(6, 'join() resolves with the uid as given, and members are told later', async (stage) => {
  await stage.member(200);
  const phone = await stage.phone();
  const id = phone.begin(['join', { channelName: stage.channelName, token: '', uid: 100 }]);
  await phone.told('clientJoin');
  const { entries } = phone.log;
  const answer = entries.findIndex((entry) => entry.id === id);
  expect(entries[answer]?.value).toEqual({ cid: expect.any(Number), code: 200, uid: 100 });
  expect(entries.findIndex(({ event }) => event === 'clientJoin')).toBeGreaterThan(answer);
});

behaviour(
  7,
  'a member is told before its audio, that before its video; oneself and the audience never',
  async (stage) => {
    const listener = await stage.member(300);
    await listener.room.setRole('audience');
    await stage.member(200, ['audio', 'video']);
    const phone = await stage.phone();
    await phone.do(['join', { channelName: stage.channelName, uid: 100 }], ['publish'], ['later']);
    expect(phone.events()).toEqual([
      ['clientJoin', member],
      ['stream-added', { ...member, mediaType: 'audio' }],
      ['stream-added', { ...member, mediaType: 'video' }],
    ]);
  },
);

behaviour(8, 'a second join() rejects with 434, and the session stays', async (stage) => {
  const phone = await stage.joined(100);
  expect(await phone.refused(['join', { channelName: 'another', uid: 100 }])).toMatchObject({
    code: 434,
    reason: '重复加入房间',
  });
  await stage.member(200);
  await phone.told('clientJoin');
});
