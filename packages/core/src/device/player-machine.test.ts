import { describe, expect, test } from 'vitest';
import { idlePlayer, type PlayerAction, type PlayerState, reducePlayer } from './player-machine.ts';

const code = (number: number): PlayerAction => ({ type: 'code', code: number, now: 5_000 });

const states: Record<string, PlayerState> = {
  idle: idlePlayer,
  starting: { status: 'starting', attempt: 0, signalling: 'up' },
  live: { status: 'live', attempt: 0, since: 1_000, signalling: 'up' },
  interrupted: { status: 'interrupted', attempt: 0, signalling: 'up' },
  suspended: { status: 'suspended', attempt: 0, signalling: 'up' },
  resuming: { status: 'resuming', attempt: 0, signalling: 'up' },
  timer: { status: 'failed', attempt: 1, awaits: 'timer', signalling: 'up' },
  cutOff: { status: 'failed', attempt: 1, awaits: 'signalling', signalling: 'down' },
  unseen: { status: 'failed', attempt: 1, awaits: 'shown', signalling: 'up' },
  addressless: { status: 'failed', attempt: 1, awaits: 'address', signalling: 'up' },
  streamless: { status: 'failed', attempt: 1, awaits: 'stream', signalling: 'up' },
};

const actions: Record<string, PlayerAction> = {
  given: { type: 'addressGiven' },
  withdrawn: { type: 'addressWithdrawn' },
  2004: code(2004),
  2103: code(2103),
  2006: code(2006),
  '-2301': code(-2301),
  5000: code(5000),
  refused: { type: 'refused' },
  up: { type: 'signalling', is: 'up' },
  down: { type: 'signalling', is: 'down' },
  shown: { type: 'shown' },
  hidden: { type: 'hidden' },
  waited: { type: 'waited' },
  unanswered: { type: 'unanswered' },
};

/** What comes of each state (rows) with each action (columns): status and step; `·` is the same state and no step. */
const table = `
             given          withdrawn  2004  2103         2006                -2301               5000       refused  up                  down         shown               hidden  waited              unanswered
idle         starting       ·          ·     ·            ·                   ·                   ·          ·        ·                   idle         ·                   ·       ·                   ·
starting     ·              idle/stop  live  interrupted  failed/resubscribe  failed/resubscribe  suspended  ·        ·                   starting     ·                   ·       ·                   ·
live         ·              idle/stop  ·     interrupted  failed/resubscribe  failed/resubscribe  suspended  ·        ·                   live         ·                   ·       ·                   ·
interrupted  ·              idle/stop  live  ·            failed/resubscribe  failed/resubscribe  suspended  ·        ·                   interrupted  ·                   ·       ·                   ·
suspended    ·              idle/stop  live  ·            failed              failed              ·          ·        ·                   suspended    resuming/wait       ·       ·                   ·
resuming     ·              idle/stop  live  interrupted  failed/resubscribe  failed/resubscribe  suspended  ·        ·                   resuming     ·                   failed  failed/resubscribe  ·
timer        starting/play  idle/stop  live  ·            ·                   ·                   suspended  ·        ·                   failed       ·                   failed  failed/resubscribe  ·
cutOff       starting/play  idle/stop  live  ·            ·                   ·                   suspended  ·        failed/resubscribe  ·            ·                   ·       ·                   ·
unseen       starting/play  idle/stop  live  ·            ·                   ·                   suspended  ·        ·                   failed       failed/resubscribe  ·       ·                   ·
addressless  starting/play  idle/stop  live  ·            ·                   ·                   suspended  failed   ·                   failed       ·                   ·       ·                   failed/wait
streamless   starting/play  idle/stop  live  ·            ·                   ·                   suspended  ·        ·                   failed       ·                   ·       ·                   ·
`;

const [header = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

describe.each(rows)('%s', (name, ...cells) => {
  test.each(header.map((action, column) => [action, cells[column]]))('%s → %s', (action, cell) => {
    const before = states[name as string] as PlayerState;
    const { state, step } = reducePlayer(before, actions[action as string] as PlayerAction);
    if (cell === '·') {
      expect(step.type).toBe('nothing');
      expect(state).toBe(before);
    } else {
      expect(state.status + (step.type === 'nothing' ? '' : `/${step.type}`)).toBe(cell);
      expect(state).not.toBe(before);
    }
  });
});

/** Plays a device's log and gives the statuses and steps it leads to, one word a change. */
function play(log: readonly (number | PlayerAction)[]): string[] {
  let state: PlayerState = idlePlayer;
  let clock = 0;
  const told: string[] = [];
  for (const entry of log) {
    clock += 100;
    const action: PlayerAction =
      typeof entry === 'number' ? { type: 'code', code: entry, now: clock } : entry;
    const result = reducePlayer(state, action);
    if (result.state.status !== state.status) told.push(result.state.status);
    if (result.step.type === 'wait') told.push(`wait ${result.step.ms}`);
    else if (result.step.type !== 'nothing') told.push(`${result.step.type}!`);
    state = result.state;
  }
  return told;
}

const { given, waited, up, down, refused } = actions as Record<string, PlayerAction>;

describe('a live-player', () => {
  test('goes live as phones do', () => {
    expect(play([given!, 2001, 2008, 2009, 2002, 2003, 2004])).toEqual(['starting', 'live']);
  });

  test('is left alone while it retries, then subscribes again and plays', () => {
    const retries = [2001, 3005, 2103, 2001, 3005, 2103, 2001, 3005, 2103, -2301];
    expect(play([given!, ...retries, given!, 2001, 2004])).toEqual([
      'starting',
      'interrupted',
      'failed',
      'resubscribe!',
      'starting',
      'play!',
      'live',
    ]);
  });

  test('subscribes again after longer and longer waits while it keeps failing', () => {
    const log = [given!, -2301, given!, -2301, waited!, given!, -2301, waited!, given!, -2301];
    expect(play(log).filter((word) => /!|wait/.test(word))).toEqual([
      'resubscribe!',
      'play!',
      'wait 500',
      'resubscribe!',
      'play!',
      'wait 1000',
      'resubscribe!',
      'play!',
      'wait 2000',
    ]);
  });

  test('waits for signalling before it subscribes again', () => {
    expect(play([given!, 2004, down!, 2103, -2301, waited!, up!])).toEqual([
      'starting',
      'live',
      'interrupted',
      'failed',
      'resubscribe!',
    ]);
  });

  test('rests when the gateway has no address for it, until one is given', () => {
    expect(play([given!, -2301, refused!, waited!, given!])).toEqual([
      'starting',
      'failed',
      'resubscribe!',
      'starting',
      'play!',
    ]);
  });

  test.each([2001, 2005, 2007, 2008, 2009, 2030, 2101, 2104, 2105, 2106, 2107, 3001, 3005, -2302, 99_999])(
    'does not mind code %i',
    (number) => {
      for (const state of Object.values(states)) expect(reducePlayer(state, code(number)).state).toBe(state);
    },
  );
});
