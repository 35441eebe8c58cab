import { act, fireEvent } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fire, nativeElements, nativeLog } from '../../test/fake-native.tsx';
import { placeOf } from '../../test/place-of.ts';
import { WeappCall } from '../../test/weapp-call.tsx';

let call: WeappCall;
beforeEach(() => {
  call = new WeappCall();
});

describe('a stage', () => {
  test('turns pages by its buttons and by a finger, and says how many are elsewhere', async () => {
    await call.open({ pageSize: 4 });
    for (const uid of [2, 3, 4, 5, 6, 7, 8, 9]) await call.joins(uid, `P${uid}`);
    const seen = () => [2, 3, 4, 5, 6, 7, 8, 9].filter((uid) => call.tile(uid) !== null);
    const players = () => nativeElements.size - 1;
    expect([seen(), players()]).toEqual([[2, 3, 4], 3]);
    expect(document.querySelector('.callgrid-page-number')?.textContent).toBe('1 of 3 · +5');
    await call.press('callgrid-page-on');
    expect([seen(), players()]).toEqual([[5, 6, 7], 3]);
    const stage = document.getElementById('callgrid-stage')!;
    const finger = (pageX: number) => [{ pageX, pageY: 300 }] as never;
    fireEvent.touchStart(stage, { touches: finger(300) });
    fireEvent.touchEnd(stage, { changedTouches: finger(80) });
    await act(async () => {});
    expect([seen(), players()]).toEqual([[8, 9], 2]);
    await call.press('callgrid-page-back');
    expect(seen()).toEqual([5, 6, 7]);
  });

  test('pins, shows in full and mutes for its own user by the menu of a tile, and no native element moves', async () => {
    await call.open();
    for (const uid of [2, 3, 4]) await call.joins(uid, `P${uid}`);
    const player = (uid: number) => call.tile(uid).querySelector('[id^=callgrid-player]');
    const before = [2, 3, 4].map(player);
    nativeLog.length = 0;
    const choose = async (uid: number, what: string) => {
      await call.press(`callgrid-tile-${uid}-menu`);
      await call.press(`callgrid-menu-${what}`);
    };
    const slot = (uid: number) => call.tile(uid).parentElement!;
    const width = (uid: number) => placeOf(call.tile(uid)).width;
    await choose(3, 'pin');
    expect([slot(3).className, width(3)]).toEqual(['callgrid-slot is-large', 76]);
    await choose(4, 'full');
    expect(slot(4).className).toBe('callgrid-slot is-large is-full');
    await choose(4, 'full');
    await choose(3, 'pin');
    expect([slot(3).className, width(3)]).toEqual(['callgrid-slot', 50]);
    await choose(2, 'hush');
    await call.press('callgrid-tile-2-menu');
    expect(document.getElementById('callgrid-menu-hush')?.textContent).toBe('Unmute for me');
    expect([2, 3, 4].map(player)).toEqual(before);
    expect(nativeLog).toEqual([]);
  });

  test('shows once a second how well every stream gets through, in one change', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    await call.joins(3, 'Cid');
    const bars = () => {
      const { style } = document.getElementById('callgrid-stage')!;
      return ['--q0', '--q1', '--q2'].map((name) => style.getPropertyValue(name));
    };
    expect(bars()).toEqual(['', '', '']);
    for (const [id, netQualityLevel] of [
      ['callgrid-pusher', 1],
      ['callgrid-player-0', 3],
      ['callgrid-player-1', 6],
    ] as const)
      act(() => fire(id, 'onNetStatus', { info: { netQualityLevel } }));
    expect(bars()).toEqual(['', '', '']);
    await act(() => call.platform.clock.advance(1_000));
    expect(bars()).toEqual(['5', '3', '0']);
  });

  test('waits for others only while it is in the room', async () => {
    await call.open();
    const waits = () => document.querySelector('.callgrid-empty:not(.is-hidden)') !== null;
    expect(waits()).toBe(true);
    call.cut();
    expect(waits()).toBe(false);
    call.restore();
    await call.settle();
    expect(waits()).toBe(true);
    await call.joins(2, 'Bob');
    expect(waits()).toBe(false);
  });

  test('says nothing over a tile that is not played any more', async () => {
    await call.open({ maxPlayers: 1 });
    for (const uid of [2, 3]) await call.joins(uid, `P${uid}`);
    await act(() => call.platform.clock.advance(1_500));
    const cover = () => call.tile(2).querySelector('.callgrid-cover-text')?.textContent;
    expect([cover(), nativeElements.size]).toEqual(['Connecting…', 2]);
    await call.press('callgrid-tile-3-menu');
    await call.press('callgrid-menu-pin');
    expect([cover(), nativeElements.size]).toEqual([undefined, 2]);
  });

  test('says what a picture waits for, and starts it when asked to', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    const cover = () => call.tile(2).querySelector('.callgrid-cover-text')?.textContent;
    expect(cover()).toBeUndefined();
    await act(() => call.platform.clock.advance(1_500));
    expect(cover()).toBe('Connecting…');
    const code = (value: number) => act(() => fire('callgrid-player-0', 'onStateChange', { code: value }));
    await code(2003);
    expect(cover()).toBeUndefined();
    await code(2103);
    expect(cover()).toBe('Reconnecting…');
    await code(2003);
    call.cut();
    await code(-2301);
    expect(cover()).toBe('The picture does not come.');
    expect(call.tile(2).querySelector('.callgrid-cover button')?.textContent).toBe('Try again');
    call.restore();
    await act(() => bob.leave());
  });
});
