import { describe, expect, it, test } from 'vitest';
import { parseFieldLog, scenarioOf } from './field-log.ts';

const read = (...lines: string[]) => parseFieldLog(lines.join('\n'));

describe('parseFieldLog', () => {
  it('reads what devices said, and when, from the first line on', () => {
    const { entries, problems } = read(
      '# Mate 40, WeChat 8.0.50',
      '12:03:04.120 pusher -1307',
      '',
      '12:03:05.500 player 7 2103',
      '{"time":"12:03:06.000","device":"player","uid":"18446744073709551615","code":2004}',
    );
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      { at: 0, device: 'pusher', uid: null, code: -1307 },
      { at: 1_380, device: 'player', uid: '7', code: 2103 },
      { at: 1_880, device: 'player', uid: '18446744073709551615', code: 2004 },
    ]);
  });

  test.each([
    ['a minus sign as it is printed', '12:03:04 pusher −1307', -1307],
    ['a date before the time', '2026-11-26T12:03:04.120Z pusher 1002', 1002],
    ['another case, and a colon', '12:03:04,1 Player 7: 2301', 2301],
    ['milliseconds since 1970', '{"time":1764158584120,"device":"pusher","code":5000}', 5000],
  ])('reads %s', (_, line, code) => {
    expect(read(line)).toMatchObject({ entries: [{ at: 0, code }], problems: [] });
  });

  it('lets half a second pass between lines that do not say when they were', () => {
    expect(read('pusher 1102', 'pusher 1102', 'pusher -1307').entries.map(({ at }) => at)).toEqual([
      0, 500, 1_000,
    ]);
  });

  it('goes on after midnight, and keeps the order of lines that changed places', () => {
    const log = read('23:59:59.000 pusher 1102', '00:00:01.000 pusher 1002', '00:00:00.500 player 7 2004');
    expect(log.entries.map(({ at }) => at)).toEqual([0, 2_000, 2_000]);
  });

  test.each([
    ['something else', 'hello there', 'write “12:03:04.120 pusher -1307”'],
    ['a player of nobody', '12:03:04 player 2103', 'needs the uid'],
    ['half an object', '{"device":"pusher"', 'not whole JSON'],
    ['an object without a code', '{"device":"pusher"}', '“code”'],
    ['an unknown device', '{"device":"screen","code":1}', '“device”'],
    ['a time of another kind', '{"time":"noon","device":"pusher","code":1}', '“time”'],
  ])('says which line is %s, and reads on', (_, line, why) => {
    const { entries, problems } = read('pusher 1002', line, 'pusher 1102');
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([{ line: 2, text: line, why: expect.stringContaining(why) }]);
  });

  it('reads no more than it can show', () => {
    const { entries, problems } = parseFieldLog('pusher 1102\n'.repeat(9_000));
    expect(entries).toHaveLength(5_000);
    expect(problems).toMatchObject([{ line: 5_001 }]);
  });
});

describe('scenarioOf', () => {
  it('has everybody who is played in the room, and looks at it as somebody else', () => {
    const { script, viewer } = scenarioOf(read('player 1 2103', 'pusher -1307', 'player 2 2103'));
    expect(viewer).toBe('3');
    expect(script.filter(({ what }) => what !== 'device')).toEqual([
      { at: 0, who: '1', what: 'joins' },
      { at: 0, who: '2', what: 'joins' },
      { at: 2_000, who: '1', what: 'code', code: 2103 },
      { at: 2_500, who: '3', what: 'code', code: -1307 },
      { at: 3_000, who: '2', what: 'code', code: 2103 },
    ]);
  });

  it('lets devices say nothing that the log does not', () => {
    const { script } = scenarioOf(read('player 7 2103'));
    expect(script.filter(({ what }) => what === 'device')).toEqual([
      { at: 1_000, who: '1', what: 'device', manner: 'silent' },
      { at: 1_000, who: '7', what: 'device', manner: 'silent' },
    ]);
  });
});
