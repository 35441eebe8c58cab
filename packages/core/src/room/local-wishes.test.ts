import { type MediaKind, toUid } from '@callgrid/protocol';
import { describe, expect, it } from 'vitest';
import { LocalWishes } from './local-wishes.ts';

const both = ['audio', 'video'] as const;
const ann = toUid(1);
const create = (publish: readonly MediaKind[]) =>
  new LocalWishes({ channelName: 'demo', uid: ann, publish, service: { recordAudio: true } }, 'broadcaster');
const intent = (wishes: LocalWishes) =>
  wishes.intent(
    { uid: ann, name: 'Ann', role: 'broadcaster', muted: { audio: true, video: false } },
    { push: ['rtmp'], pull: ['rtmp'], maxPlayers: 8 },
  );

describe('a wish', () => {
  it('counts from the moment it is made', () => {
    const wishes = create(both);
    wishes.unpublish('camera', ['video']);
    wishes.publish('screen', ['video']);
    expect([wishes.published('camera'), wishes.published('screen')]).toEqual([['audio'], ['video']]);
    wishes.setRole('audience');
    expect([intent(wishes).role, wishes.published('camera'), wishes.published('screen')]).toEqual([
      'audience',
      [],
      [],
    ]);
  });

  it.each<[string, (wishes: LocalWishes) => () => void]>([
    ['to publish', (wishes) => wishes.publish('camera', both)],
    ['to withdraw', (wishes) => wishes.unpublish('camera', both)],
    ['to be audience', (wishes) => wishes.setRole('audience')],
  ])('%s is taken back without a trace', (_, wish) => {
    const wishes = create(['audio']);
    wish(wishes)();
    expect([intent(wishes).role, wishes.published('camera')]).toEqual(['broadcaster', ['audio']]);
  });

  it('is said at the next join: the mode and the token of now, and what is published', () => {
    const wishes = create(both);
    wishes.setMode('audioOnly');
    wishes.token = 'second';
    expect(intent(wishes)).toEqual({
      channelName: 'demo',
      uid: ann,
      name: 'Ann',
      role: 'broadcaster',
      muted: ['audio'],
      autoSubscribe: true,
      protocols: { push: ['rtmp'], pull: ['rtmp'] },
      token: 'second',
      service: { recordAudio: true, mode: 'audioOnly' },
      publish: both,
    });
    wishes.setRole('audience');
    expect(intent(wishes).publish).toBeUndefined();
  });
});
