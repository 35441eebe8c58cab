import { type Notification, type RoomState, toUid } from '@callgrid/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRoom, command, commands, run } from '../test/room-commands.ts';
import { type Command, decide, difference, emptyRoom, evolve, findParticipant, findStream } from './index.ts';

const ann = toUid(1);
const bob = toUid(2);

function person(uid = ann, role: 'broadcaster' | 'audience' = 'broadcaster'): Command {
  const muted = { audio: false, video: false };
  return { type: 'join', participant: { uid, name: '', role, status: 'connected', muted, speaking: false } };
}

const publish: Command = { type: 'publish', uid: ann, source: 'camera', kinds: ['audio', 'video'] };

function facts(room: RoomState, wanted: Command): readonly Notification[] | string {
  const decision = decide(room, wanted);
  return decision.ok ? decision.notifications : decision.code;
}

describe('decide', () => {
  const room = run(emptyRoom('demo'), [person(), person(bob, 'audience')]);

  it.each<[string, RoomState, Command, string]>([
    ['a second join', room, person(), 'room/alreadyJoined'],
    ['whoever is not in the room', room, { type: 'mute', uid: toUid(9), kind: 'audio' }, 'room/notJoined'],
    ['an audience member who publishes', room, { ...publish, uid: bob }, 'role/audience'],
    [
      'a subscription to nobody',
      room,
      { type: 'subscribe', uid: ann, publisher: toUid(9), source: 'camera', kinds: ['audio'] },
      'participant/unknown',
    ],
    [
      'a subscription to nothing',
      room,
      { type: 'subscribe', uid: bob, publisher: ann, source: 'camera', kinds: ['audio'] },
      'stream/notPublished',
    ],
    [
      'a subscription to oneself',
      run(room, [publish]),
      { type: 'subscribe', uid: ann, publisher: ann, source: 'camera', kinds: ['audio'] },
      'request/malformed',
    ],
  ])('refuses %s', (_, state, wanted, code) => {
    expect(facts(state, wanted)).toBe(code);
  });

  it('publishes only the kinds that are new', () => {
    const published = run(room, [{ ...publish, kinds: ['audio'] } as Command]);
    expect(facts(published, publish)).toEqual([
      { method: 'streamPublished', params: { uid: ann, source: 'camera', kinds: ['video'] } },
    ]);
    expect(facts(run(published, [publish]), publish)).toEqual([]);
  });

  it('withdraws what a broadcaster publishes when it becomes audience', () => {
    const methods = facts(run(room, [publish]), { type: 'setRole', uid: ann, role: 'audience' });
    expect(methods).toMatchObject([{ method: 'streamUnpublished' }, { method: 'roleChanged' }]);
  });

  it('never calls a muted kind stalled, nor one that has not begun', () => {
    const stalled: Command = {
      type: 'reportMedia',
      uid: ann,
      source: 'camera',
      kind: 'audio',
      media: 'stalled',
    };
    const waiting = run(room, [publish]);
    expect(facts(waiting, stalled)).toEqual([]);
    const live = run(waiting, [{ ...stalled, media: 'live' }]);
    expect(facts(live, stalled)).toHaveLength(1);
    expect(facts(run(live, [{ type: 'mute', uid: ann, kind: 'audio' }]), stalled)).toEqual([]);
  });

  it('lets only those speak who are heard', () => {
    const speak: Command = { type: 'setSpeaking', uid: ann, speaking: true };
    const said = (speaking: boolean) => ({ method: 'speakingChanged', params: { uid: ann, speaking } });
    expect(facts(room, speak)).toEqual([]);
    const sending = run(room, [publish]);
    expect(facts(sending, speak)).toEqual([said(true)]);
    const talking = run(sending, [speak]);
    expect(facts(talking, speak)).toEqual([]);
    expect(facts(talking, { type: 'mute', uid: ann, kind: 'audio' })).toContainEqual(said(false));
    expect(facts(talking, { type: 'setStatus', uid: ann, status: 'reconnecting' })).toContainEqual(
      said(false),
    );
    expect(facts(talking, { type: 'setRole', uid: ann, role: 'audience' })).toContainEqual(said(false));
  });

  it('gives facts that each change the room', () => {
    fc.assert(
      fc.property(anyRoom, command, (before, wanted) => {
        const decision = decide(before, wanted);
        if (!decision.ok) return;
        decision.notifications.reduce((state, fact) => {
          const after = evolve(state, fact);
          expect(after).not.toBe(state);
          return after;
        }, before);
      }),
    );
  });
});

describe('evolve', () => {
  it('keeps every stream with a participant who may publish it, whatever is wanted', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const room = run(emptyRoom('demo'), all);
        expect(new Set(room.participants.map(({ uid }) => uid)).size).toBe(room.participants.length);
        for (const stream of room.streams) {
          expect(findParticipant(room, stream.uid)?.role).toBe('broadcaster');
          expect(Object.keys(stream.media).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('never holds one for speaking who is muted, away or sends no sound, whatever came', () => {
    const talk = [person(), publish, { type: 'setSpeaking', uid: ann, speaking: true }] as const;
    const talking = run(emptyRoom('demo'), talk);
    expect(findParticipant(talking, ann)?.speaking).toBe(true);
    fc.assert(
      fc.property(commands, (all) => {
        const room = run(talking, all);
        for (const { uid, status, muted } of room.participants.filter(({ speaking }) => speaking)) {
          const sound = findStream(room, uid, 'camera')?.media.audio;
          expect([status, muted.audio, sound !== undefined]).toEqual(['connected', false, true]);
        }
      }),
    );
  });

  it('never holds a muted kind for stalled, whatever came first', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const room = run(emptyRoom('demo'), all);
        for (const { uid, source, media } of room.streams) {
          const muted = findParticipant(room, uid)?.muted;
          for (const kind of ['audio', 'video'] as const) {
            if (source === 'camera' && muted?.[kind]) expect(media[kind]).not.toBe('stalled');
          }
        }
      }),
      { numRuns: 2_000 },
    );
    const stalled = (['live', 'stalled'] as const).map(
      (media): Command => ({ type: 'reportMedia', uid: ann, source: 'camera', kind: 'audio', media }),
    );
    const mute: Command = { type: 'mute', uid: ann, kind: 'audio' };
    const room = run(emptyRoom('demo'), [person(), publish, ...stalled, mute]);
    expect(room.streams[0]?.media.audio).toBe('waiting');
  });

  it('gives the same room for a fact it knows already', () => {
    fc.assert(
      fc.property(anyRoom, command, (before, wanted) => {
        const decision = decide(before, wanted);
        if (!decision.ok || decision.notifications.length === 0) return;
        const last = decision.notifications[decision.notifications.length - 1]!;
        const after = decision.notifications.reduce(evolve, before);
        expect(evolve(after, last)).toBe(after);
      }),
    );
  });

  it('leaves everybody else the same object', () => {
    const before = run(emptyRoom('demo'), [person(), person(bob), publish]);
    const after = evolve(before, { method: 'muted', params: { uid: bob, kind: 'audio' } });
    expect(findParticipant(after, ann)).toBe(findParticipant(before, ann));
    expect(after.streams).toBe(before.streams);
  });
});

describe('difference', () => {
  const sorted = (room: RoomState) => ({
    people: [...room.participants].sort((a, b) => a.uid.localeCompare(b.uid)),
    streams: [...room.streams].sort((a, b) => a.id.localeCompare(b.id)),
  });

  it('leads from any room to any other', () => {
    fc.assert(
      fc.property(anyRoom, anyRoom, (before, after) => {
        const arrived = difference(before, after).reduce(evolve, before);
        expect(sorted(arrived)).toEqual(sorted(after));
      }),
    );
  });

  it('says nothing about what did not change', () => {
    fc.assert(
      fc.property(anyRoom, (room) => {
        expect(difference(room, room)).toEqual([]);
      }),
    );
  });
});
