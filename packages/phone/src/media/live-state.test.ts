import { expect, it } from 'vitest';
import { type LiveAction, type LiveState, stepLive } from './live-state.ts';

type Kind = 'live-pusher' | 'live-player';

/** Feeds actions in turn; gives the last status and what was told and done. */
function run(kind: Kind, ...actions: (LiveAction | LiveAction['type'])[]) {
  let state: LiveState = { status: 'idle' };
  const done: (number | string)[] = [];
  for (const one of actions) {
    const action = typeof one === 'string' ? ({ type: one, message: '' } as LiveAction) : one;
    const step = stepLive(kind, state, action);
    state = step.state;
    for (const effect of step.effects) done.push(effect.type === 'tell' ? effect.code : effect.type);
  }
  return { status: state.status, done };
}

it.each<[Kind, LiveAction['type'][], LiveState['status'], (number | string)[]]>([
  ['live-pusher', ['start'], 'connecting', [1005, 1003, 1007, 1008, 'open']],
  ['live-pusher', ['start', 'start'], 'connecting', [1005, 1003, 1007, 1008, 'open']],
  ['live-pusher', ['start', 'up', 'up'], 'live', [1005, 1003, 1007, 1008, 'open', 1001, 1002]],
  ['live-pusher', ['stop', 'up', 'lost', 'retryDue', 'quiet', 'stalled'], 'idle', []],
  ['live-player', ['start', 'up'], 'live', ['open', 2001, 2002, 2008, 2003, 2009, 2004]],
  ['live-player', ['start', 'quiet'], 'waiting', ['open', 2001, 2007]],
  ['live-player', ['start', 'quiet', 'stalled'], 'waiting', ['open', 2001, 2007]],
  ['live-player', ['start', 'quiet', 'lost'], 'retrying', ['open', 2001, 2007, 3005, 'close', 2103]],
  ['live-player', ['start', 'stop', 'lost'], 'idle', ['open', 'close']],
])('%s after %j is %s', (kind, actions, status, done) => {
  expect(run(kind, ...actions)).toEqual({ status, done });
});

it.each([
  ['live-pusher', 1102, -1307],
  ['live-player', 2103, -2301],
] as const)('%s retries three times, gives up, and starts again when told', (kind, retrying, gaveUp) => {
  const { status, done } = run(
    kind,
    'start',
    'up',
    'lost',
    'retryDue',
    'lost',
    'retryDue',
    'lost',
    'retryDue',
    'lost',
    'retryDue',
  );
  expect(status).toBe('failed');
  const once = [3005, 'close', retrying, 'open'];
  expect(done.slice(done.indexOf(3005))).toEqual([...once, ...once, ...once, 3005, 'close', gaveUp]);
  expect(stepLive(kind, { status: 'failed' }, { type: 'start' }).state.status).toBe('connecting');
});

it('counts retries anew after a success', () => {
  const { status } = run(
    'live-player',
    'start',
    'lost',
    'retryDue',
    'lost',
    'retryDue',
    'lost',
    'retryDue',
    'up',
    'lost',
  );
  expect(status).toBe('retrying');
});

it('tells a stall of a player once it has played', () => {
  expect(run('live-player', 'start', 'up', 'stalled').done.slice(-3)).toEqual([2105, 'close', 2103]);
});
