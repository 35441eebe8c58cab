import { describe, expect, it } from 'vitest';
import { LocalWishes } from './local-wishes.ts';

const both = ['audio', 'video'] as const;

describe('a wish', () => {
  it('counts from the moment it is made', () => {
    const wishes = new LocalWishes('broadcaster', both);
    wishes.unpublish('camera', ['video']);
    wishes.publish('screen', ['video']);
    expect([wishes.published('camera'), wishes.published('screen')]).toEqual([['audio'], ['video']]);
    wishes.setRole('audience');
    expect([wishes.role, wishes.published('camera'), wishes.published('screen')]).toEqual([
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
    const wishes = new LocalWishes('broadcaster', ['audio']);
    wish(wishes)();
    expect([wishes.role, wishes.published('camera')]).toEqual(['broadcaster', ['audio']]);
  });
});
