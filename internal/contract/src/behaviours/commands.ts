import { expect } from 'vitest';
import { behaviour, behaviourInTime } from '../behaviour.ts';

const me = { uid: 100, isBigNumber: false };
const COMMAND = 10_000;

behaviour(26, 'dataReporter() throws in no state and resolves', async (stage) => {
  const phone = await stage.phone();
  const reports = [
    ['dataReporter', 'push', 'bindnetstatus', { videoBitrate: 600, videoFPS: 15, netQualityLevel: 1 }],
    ['dataReporter', 'push', 'bindstatechange', { code: 1002, reason: '' }],
    ['dataReporter', 'pull', 'bindnetstatus', { videoBitrate: 600 }],
    ['dataReporter', 'pull', 'binderror', { errCode: 10_001, errMsg: 'no' }, 200],
    ['dataReporter', '$undefined', 'anything', null, 'abc'],
    ['dataReporter'],
  ] as const;
  expect(await phone.do(...reports)).toBeUndefined();
  await phone.do(['join', { channelName: stage.channelName, uid: 100 }], ['publish']);
  expect(await phone.do(...reports)).toBeUndefined();
  expect(await phone.do(['leave'], ...reports)).toBeUndefined();
});

behaviourInTime(27, 'a command without an answer rejects within its time, and is told', async (stage) => {
  const { url, proxy } = await stage.line();
  const phone = await stage.phone(url);
  await phone.do(['join', { channelName: stage.channelName, uid: 100 }]);
  proxy.hold();
  const ids = [['publish'], ['setRole', 'audience'], ['mute', 'audio'], ['switchMode', 1]].map((step) =>
    phone.begin(step as [string]),
  );
  await stage.clock.advance(COMMAND);
  for (const id of ids) {
    expect((await phone.outcome(id)).error).toMatchObject({ isError: true, code: '408' });
  }
  expect(phone.events('sendCommandOverTime').map(([, payload]) => payload)).toEqual(
    ['publish', 'setRole', 'mute', 'setMode'].map((cmd) => ({ cmd })),
  );
});

behaviour(
  28,
  "setRole('audience') withdraws what is published, and publish() waits for the role",
  async (stage) => {
    const other = await stage.joined(200);
    const phone = await stage.joined(100, ['publish']);
    await other.told('stream-added', ({ mediaType }) => mediaType === 'video');
    other.forget();
    await phone.do(['setRole', 'audience']);
    await other.told('clientLeave');
    expect(other.events()).toEqual([
      ['stream-removed', { ...me, mediaType: 'audio' }],
      ['stream-removed', { ...me, mediaType: 'video' }],
      ['role-Changed', { ...me, role: 1 }],
      ['clientLeave', me],
    ]);
    expect(await phone.refused(['publish'])).toMatchObject({ code: 434, reason: '观众角色不允许publish' });
    expect(await phone.do(['setRole', 'broadcaster'], ['publish'])).toMatch(/^rtmp:/);
    await other.told('role-Changed', ({ role }) => role === 0);
  },
);
