import { describe, expect, test } from 'vitest';
import { idlePusher, type PusherAction, type PusherState, reducePusher } from './pusher-machine.ts';

const now = 5_000;
const code = (number: number): PusherAction => ({ type: 'code', code: number, now });

const states: Record<string, PusherState> = {
  idle: idlePusher,
  starting: { status: 'starting', attempt: 0, refused: false, signalling: 'up' },
  doubtful: { status: 'starting', attempt: 1, refused: true, signalling: 'up' },
  live: { status: 'live', attempt: 0, since: 1_000, signalling: 'up' },
  interrupted: { status: 'interrupted', attempt: 0, refused: false, signalling: 'up' },
  suspended: { status: 'suspended', attempt: 0, signalling: 'up' },
  resuming: { status: 'resuming', attempt: 0, signalling: 'up' },
  timer: { status: 'failed', attempt: 1, awaits: 'timer', signalling: 'up' },
  cutOff: { status: 'failed', attempt: 1, awaits: 'signalling', signalling: 'down' },
  unseen: { status: 'failed', attempt: 1, awaits: 'shown', signalling: 'up' },
  addressless: { status: 'failed', attempt: 1, awaits: 'address', signalling: 'up' },
  denied: { status: 'failed', attempt: 1, awaits: 'permission', device: 'camera', signalling: 'up' },
};

const actions: Record<string, PusherAction> = {
  given: { type: 'addressGiven' },
  withdrawn: { type: 'addressWithdrawn' },
  1002: code(1002),
  1102: code(1102),
  3004: code(3004),
  '-1307': code(-1307),
  '-1301': code(-1301),
  5000: code(5000),
  5001: code(5001),
  10001: { type: 'error', errCode: 10001 },
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
             given         withdrawn  1002  1102         3004         -1307             -1301           5000       5001                   10001           refused           up              down             shown           hidden  waited          unanswered
idle         starting      ·          ·     ·            ·            ·                 ·               ·          ·                      ·               ·                 ·               idle             ·               ·       ·               ·
starting     ·             idle/stop  live  interrupted  starting     starting/start    failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               starting         ·               ·       ·               ·
doubtful     ·             idle/stop  live  interrupted  starting     failed/republish  failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               starting         ·               ·       ·               ·
live         ·             idle/stop  ·     interrupted  ·            starting/start    failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               live             ·               ·       ·               ·
interrupted  ·             idle/stop  live  ·            interrupted  starting/start    failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               interrupted      ·               ·       ·               ·
suspended    ·             idle/stop  live  ·            ·            failed            failed/refused  ·          suspended/floatClosed  failed/refused  ·                 ·               suspended        resuming/wait   ·       ·               ·
resuming     ·             idle/stop  live  interrupted  ·            starting/start    failed/refused  suspended  suspended/floatClosed  failed/refused  ·                 ·               resuming         ·               failed  starting/start  ·
timer        ·             idle/stop  live  ·            ·            ·                 failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               failed           ·               failed  starting/start  ·
cutOff       ·             idle/stop  live  ·            ·            ·                 failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  starting/start  ·                ·               ·       ·               ·
unseen       ·             idle/stop  live  ·            ·            ·                 failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               failed           starting/start  ·       ·               ·
addressless  failed/wait   idle/stop  live  ·            ·            ·                 failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               failed           ·               ·       ·               failed/wait
denied       ·             idle/stop  live  ·            ·            ·                 failed/refused  suspended  suspended/floatClosed  failed/refused  failed/republish  ·               failed           starting/start  ·       ·               ·
`;

const [header = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

describe.each(rows)('%s', (name, ...cells) => {
  test.each(header.map((action, column) => [action, cells[column]]))('%s → %s', (action, cell) => {
    const before = states[name as string] as PusherState;
    const { state, step } = reducePusher(before, actions[action as string] as PusherAction);
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
function play(log: readonly (number | PusherAction)[], from: PusherState = idlePusher): string[] {
  let state = from;
  let clock = 0;
  const told: string[] = [];
  for (const entry of log) {
    clock += 100;
    const action: PusherAction =
      typeof entry === 'number' ? { type: 'code', code: entry, now: clock } : entry;
    const result = reducePusher(state, action);
    if (result.state.status !== state.status) told.push(result.state.status);
    if (result.step.type === 'wait') told.push(`wait ${result.step.ms}`);
    else if (result.step.type !== 'nothing') told.push(`${result.step.type}!`);
    state = result.state;
  }
  return told;
}

const { given, waited, up, down, shown, hidden, refused } = actions as Record<string, PusherAction>;

describe('a live-pusher', () => {
  test('goes live as phones do, without a start of ours', () => {
    expect(play([given!, 1005, 1003, 1007, 1008, 1001, 1002])).toEqual(['starting', 'live']);
  });

  test('is left alone while it retries, and started once when it gave up', () => {
    const log = [given!, 1001, 1002, 3005, 1102, 1001, 1102, 1001, 1102, 1001, 1101, -1307];
    expect(play(log)).toEqual(['starting', 'live', 'interrupted', 'starting', 'start!']);
  });

  test('comes back by itself after a short break', () => {
    expect(play([given!, 1001, 1002, 3005, 1102, 1001, 1002])).toEqual([
      'starting',
      'live',
      'interrupted',
      'live',
    ]);
  });

  test('is started after longer and longer waits while it keeps failing', () => {
    const log = [given!, -1307, -1307, waited!, -1307, waited!, -1307, waited!, -1307, waited!, -1307];
    expect(play(log).filter((word) => word !== 'starting' && word !== 'failed')).toEqual([
      'start!',
      'wait 500',
      'start!',
      'wait 1000',
      'start!',
      'wait 2000',
      'start!',
      'wait 4000',
      'start!',
      'wait 4000',
    ]);
  });

  test('waits for signalling, then is started exactly once', () => {
    const log = [given!, 1002, 3005, 1102, down!, 1101, -1307, waited!, -1307, up!, up!, 1001, 1002];
    expect(play(log)).toEqual(['starting', 'live', 'interrupted', 'failed', 'starting', 'start!', 'live']);
  });

  test('that waits for its time waits for signalling instead when that breaks too', () => {
    const log = [given!, -1307, -1307, down!, waited!, up!];
    expect(play(log)).toEqual(['starting', 'start!', 'failed', 'wait 500', 'starting', 'start!']);
  });

  test('gets a fresh address only when the server refused the old one', () => {
    expect(play([given!, 1001, 3004, 1102, -1307])).toEqual([
      'starting',
      'interrupted',
      'failed',
      'republish!',
    ]);
    expect(play([given!, 1002, refused!])).toEqual(['starting', 'live', 'failed', 'republish!']);
  });

  test('is not restarted while the app is hidden', () => {
    expect(play([given!, 1002, 5000, hidden!, -1307, shown!])).toEqual([
      'starting',
      'live',
      'suspended',
      'failed',
      'starting',
      'start!',
    ]);
  });

  test('that does not come back by itself once the app is shown is started', () => {
    expect(play([given!, 1002, 5000, hidden!, shown!, waited!])).toEqual([
      'starting',
      'live',
      'suspended',
      'resuming',
      'wait 3000',
      'starting',
      'start!',
    ]);
    expect(play([given!, 1002, 5000, hidden!, shown!, 1002, waited!]).slice(-1)).toEqual(['live']);
  });

  test('says that the user refused the microphone', () => {
    const starting = states.starting as PusherState;
    expect(reducePusher(starting, { type: 'error', errCode: 10002 }).step).toEqual({
      type: 'refused',
      device: 'microphone',
    });
  });

  test.each([1001, 1003, 1005, 1021, 1101, 2003, 3001, 3005, -1303, -3301, 99_999])(
    'does not mind code %i',
    (number) => {
      for (const state of Object.values(states)) expect(reducePusher(state, code(number)).state).toBe(state);
    },
  );

  test.each([10003, 10004, 1])('does not mind error %i', (errCode) => {
    for (const state of Object.values(states)) {
      expect(reducePusher(state, { type: 'error', errCode }).state).toBe(state);
    }
  });
});
