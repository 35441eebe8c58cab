import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems';
import { readRoomQuery, roomUrl } from './room-url';
import type { Settings } from './settings';

const settings: Settings = {
  gateway: 'ws://192.168.1.5:8700',
  room: 'den',
  name: '安 & Ann',
  camera: false,
  microphone: true,
};

const queryOf = (url: string) =>
  Object.fromEntries((url.split('?')[1] ?? '').split('&').map((pair) => pair.split('=') as [string, string]));

describe('the room page', () => {
  test('reads from its query what the join page wrote, as WeChat hands it over', () => {
    expect(readRoomQuery(queryOf(roomUrl(settings)), { ...settings, room: 'other', camera: true })).toEqual(
      settings,
    );
  });

  test('reads a query that a browser has decoded already', () => {
    expect(readRoomQuery({ name: '100 % Ann', gateway: 'ws://a:1' }, settings)).toMatchObject({
      name: '100 % Ann',
      gateway: 'ws://a:1',
    });
  });

  test('takes what the query leaves out from what was entered', () => {
    expect(readRoomQuery({ room: 'hall', uid: '7' }, settings)).toEqual({
      ...settings,
      room: 'hall',
      uid: '7',
    });
  });
});

test('the room page is told who only watches', () => {
  expect(readRoomQuery({ role: 'audience' }, settings).role).toBe('audience');
  expect(readRoomQuery({ role: 'owner' }, settings)).not.toHaveProperty('role');
});

test('the room page is told how many tiles a page has', () => {
  expect(readRoomQuery({ pageSize: '5' }, settings).pageSize).toBe(5);
  expect(readRoomQuery({ pageSize: 'x' }, settings)).not.toHaveProperty('pageSize');
});

describe('the join page', () => {
  test('has no objection to good settings', () => {
    expect(problemsOf(settings)).toEqual({});
  });

  test.each([
    [{ gateway: 'http://example.com' }, 'gateway'],
    [{ gateway: '' }, 'gateway'],
    [{ room: '  ' }, 'room'],
    [{ room: 'x'.repeat(65) }, 'room'],
    [{ name: 'x'.repeat(65) }, 'name'],
  ])('objects to %j', (change, field) => {
    expect(Object.keys(problemsOf({ ...settings, ...change }))).toEqual([field]);
  });
});
