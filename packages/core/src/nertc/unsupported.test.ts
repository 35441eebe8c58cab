import { expect, it } from 'vitest';
import { createStage } from '../../test/sdk-stage.ts';

const tasks = { rtmpTasks: [{ taskId: 'a' }] };

it.each([
  ['addTasks', [tasks], [{ rtmpTasks: [] }]],
  ['updateTasks', [tasks], []],
  ['deleteTasks', [{ taskIds: ['a'] }], ['a']],
  ['setVoiceBeautifierPreset', [11], [12]],
  ['setAudioEffectPreset', [0], [1.5]],
  ['setLocalVoicePitch', [], [2.1]],
  ['setLocalVoiceEqualization', [1_000, -15], [999, 0]],
  ['startAsrCaptions', [], null],
  ['stopAsrCaptions', [], null],
  ['aiManualInterrupt', [2], ['abc']],
  ['directCall', [], null],
  ['hangupDirectCall', [], null],
] as const)(
  '%s rejects: 501 when it is called rightly in a room, 434 when not',
  async (method, right, wrong) => {
    const { client } = createStage().client();
    await client.join({ channelName: 'room', uid: 1 });
    const call = (args: readonly unknown[]) =>
      (client[method] as (...args: unknown[]) => Promise<never>).apply(client, [...args]);
    await expect(call(right)).rejects.toMatchObject({ code: '501', reason: expect.stringContaining(method) });
    if (wrong) await expect(call(wrong)).rejects.toMatchObject({ code: 434 });
  },
);

it.each([
  ['addTasks', 'addTasks: 请先加入房间'],
  ['stopAsrCaptions', '在join之前，不允许执行stopAsrCaptions操作'],
  ['directCall', '在join之前，不允许执行directCall操作'],
] as const)('%s rejects outside a room', async (method, reason) => {
  const { client } = createStage().client();
  await expect((client[method] as (options: object) => Promise<never>)(tasks)).rejects.toMatchObject({
    code: 434,
    reason,
  });
});

it('no tasks for an audience member', async () => {
  const { client } = createStage().client();
  await client.setRole('audience');
  await client.join({ channelName: 'room', uid: 1 });
  await expect(client.addTasks(tasks)).rejects.toMatchObject({
    code: 434,
    reason: 'addTasks: 观众不允许进行直播推流操作',
  });
});
