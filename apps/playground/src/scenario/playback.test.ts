import { createRoom, type Room } from '@callgrid/core';
import { Grid } from '@callgrid/react';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CHANNEL, DrawnCall } from '../call/drawn-call.ts';
import { beginning, type Playback, type PlaybackAction, reducePlayback, speeds } from './playback.ts';
import { ScenarioPlayer } from './scenario-player.ts';
import { type ScriptName, scripts } from './scripts.ts';

describe('reducePlayback', () => {
  const paused = beginning([0, 1_000, 1_000, 5_000], 7_000);
  const playing: Playback = { ...paused, status: 'playing' };
  test.each<[string, Playback, PlaybackAction, number, Partial<Playback>]>([
    ['passes no time while it is paused', paused, { type: 'passed', ms: 100 }, 0, { at: 0 }],
    ['passes time while it plays', playing, { type: 'passed', ms: 100 }, 100, { at: 100 }],
    [
      'passes more of it at a higher speed',
      { ...playing, speed: 4 },
      { type: 'passed', ms: 100 },
      400,
      { at: 400 },
    ],
    [
      'steps to what happens next, and stays there',
      playing,
      { type: 'step' },
      1_000,
      { at: 1_000, status: 'paused' },
    ],
    [
      'steps over nothing that is at the same time',
      { ...paused, at: 1_000 },
      { type: 'step' },
      4_000,
      { at: 5_000 },
    ],
    ['steps to the end last', { ...paused, at: 5_000 }, { type: 'step' }, 2_000, { at: 7_000 }],
    ['steps no farther than the end', { ...paused, at: 7_500 }, { type: 'step' }, 0, { at: 7_500 }],
    ['skips to a later time', paused, { type: 'skip', to: 4_000 }, 4_000, { at: 4_000 }],
    ['never goes back', { ...paused, at: 2_000 }, { type: 'skip', to: 1_000 }, 0, { at: 2_000 }],
  ])('%s', (_, state, action, advance, after) => {
    const result = reducePlayback(state, action);
    expect(result.advance).toBe(advance);
    expect(result.state).toMatchObject(after);
  });
});

describe('a scenario', () => {
  it('ends where its script ends, whatever was pressed on the way', async () => {
    const ends = new Map<ScriptName, Promise<unknown>>();
    const anyAction = fc.oneof(
      fc.constantFrom<PlaybackAction>({ type: 'play' }, { type: 'pause' }, { type: 'step' }),
      fc.constantFrom(...speeds).map((speed): PlaybackAction => ({ type: 'speed', speed })),
      fc.integer({ min: 1, max: 9_000 }).map((ms): PlaybackAction => ({ type: 'passed', ms })),
    );
    const anyName = fc.constantFrom(...(Object.keys(scripts) as ScriptName[]));
    await fc.assert(
      fc.asyncProperty(anyName, fc.array(anyAction, { maxLength: 12 }), async (name, actions) => {
        if (!ends.has(name)) ends.set(name, played(name, [{ type: 'skip', to: scripts[name].length }]));
        const { length } = scripts[name];
        expect(await played(name, [...actions, { type: 'skip', to: length }])).toEqual(await ends.get(name));
      }),
      { numRuns: 40 },
    );
  });
});

/** What has become of a call after these, with somebody who looks at it as a page would show it. */
async function played(name: ScriptName, actions: readonly PlaybackAction[]) {
  const call = new DrawnCall();
  const player = new ScenarioPlayer(call, scripts[name]);
  const room: Room = createRoom({ backend: call.line.backend, platform: call.platform });
  await room.join({ channelName: CHANNEL, uid: call.viewer, publish: ['audio', 'video'] });
  const grid = new Grid(room, call.clock, { width: 390, height: 640 }, { maxPlayers: 8 });
  const stop = grid.start();
  call.inside = { room, grid };
  for (const action of actions) await player.dispatch(action);
  stop();
  const { connection, participants, streams } = room.store.getState();
  return { connection, participants, streams, gateway: call.gateway.room(CHANNEL) };
}
