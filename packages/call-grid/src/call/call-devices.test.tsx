import type { Room } from '@callgrid/core';
import { act } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fire, nativeElements, nativeLog } from '../../test/fake-native.tsx';
import { own, WeappCall } from '../../test/weapp-call.tsx';
import type { CallGridProps } from '../index.ts';

let call: WeappCall;
beforeEach(() => {
  call = new WeappCall();
});

describe('a device that gave up', () => {
  test('is started again once signalling is back, and once only', async () => {
    await call.open();
    fire('callgrid-pusher', 'onStateChange', { code: 1002 });
    call.cut();
    fire('callgrid-pusher', 'onStateChange', { code: 1102 });
    fire('callgrid-pusher', 'onStateChange', { code: -1307 });
    await act(() => call.platform.clock.advance(10_000));
    expect(nativeLog).toEqual(['pusher mounted']);
    call.restore();
    await act(() => call.platform.clock.advance(10_000));
    expect(nativeLog).toEqual(['pusher mounted', 'pusher started']);
  });

  test('subscribes again and plays when it is a player', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    fire('callgrid-player-0', 'onStateChange', { code: 2004 });
    fire('callgrid-player-0', 'onStateChange', { code: -2301 });
    await act(async () => {});
    expect(nativeLog).toContain('player 0 played');
  });

  test('is not started again by what it says while it stops', async () => {
    await call.open();
    await call.press('callgrid-hang-up');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher stopped', 'pusher unmounted']);
    await act(() => call.platform.clock.advance(10_000));
    expect(call.platform.clock.pending).toBe(0);
  });

  test('says so when the user keeps the camera from it', async () => {
    await call.open();
    act(() => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    expect(document.body.textContent).toContain('The camera may not be used');
  });

  test('leaves when the float window was closed, and joins again when the app is shown', async () => {
    const onLeft = vi.fn();
    await call.open({ onLeft });
    const bob = await call.joins(2, 'Bob');
    act(() => call.platform.setVisible(false));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2']);
    expect(nativeLog.slice(-4).sort()).toEqual(
      ['player 0 stopped', 'player 0 unmounted', 'pusher stopped', 'pusher unmounted'].sort(),
    );
    expect(nativeElements.size).toBe(0);
    call.platform.setVisible(true);
    await act(async () => {});
    await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
    expect(onLeft).not.toHaveBeenCalled();
  });

  test('joins again when it hears of the closed float window after the app is shown', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    act(() => call.platform.setVisible(false));
    act(() => call.platform.setVisible(true));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    for (let turn = 0; turn < 4; turn++) await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });

  test('is muted again, and goes on with sound, when the user unmutes a camera that is refused', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    const annIsMuted = () => bob.store.getState().participants.find(({ uid }) => uid === own)?.muted.video;
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    await call.press('callgrid-camera');
    expect(annIsMuted()).toBe(false);
    nativeLog.length = 0;
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    expect(annIsMuted()).toBe(true);
    expect(nativeLog).toEqual(['pusher started']);
  });

  test('joins again even when the app is shown before the devices have stopped', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    act(() => call.platform.setVisible(false));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    act(() => call.platform.setVisible(true));
    for (let turn = 0; turn < 4; turn++) await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });
});

describe('what takes a device from the call', () => {
  const annAt = (bob: Room) => bob.store.getState().participants.find(({ uid }) => uid === own);

  test('a refused camera: the others see it off, and the pusher goes on with sound alone', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    fire('callgrid-pusher', 'onStateChange', { code: 1002 });
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    expect(annAt(bob)?.muted).toEqual({ audio: false, video: true });
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({ enableCamera: false, enableMic: true });
    expect(nativeLog).toContain('pusher started');
    expect(document.body.textContent).toContain('The camera may not be used');
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10002 }));
    expect(document.querySelectorAll('.callgrid-notice')).toHaveLength(1);
    expect(document.body.textContent).toContain('Camera and microphone may not be used');
  });

  test('a phone call: muted while it lasts, and players take the speaker back', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    await act(async () => call.platform.setInterrupted(true));
    fire('callgrid-pusher', 'onStateChange', { code: 5000 });
    expect(annAt(bob)?.muted.audio).toBe(true);
    const rendered = vi.spyOn(nativeElements, 'set');
    await act(async () => call.platform.setInterrupted(false));
    const modes = rendered.mock.calls
      .filter(([id]) => id === 'callgrid-player-0')
      .map(([, it]) => it.soundMode);
    expect(modes).toEqual(['ear', 'speaker']);
    rendered.mockRestore();
    expect(annAt(bob)?.muted.audio).toBe(false);
    await act(() => call.platform.clock.advance(3_000));
    expect(nativeLog).toContain('pusher started');
  });

  test('a phone call to somebody who is muted already: stays muted', async () => {
    await call.open({ microphone: false });
    const bob = await call.joins(2, 'Bob');
    await act(async () => call.platform.setInterrupted(true));
    await act(async () => call.platform.setInterrupted(false));
    expect(annAt(bob)?.muted.audio).toBe(true);
  });

  test('a hidden app: a pusher that does not come back by itself is started', async () => {
    await call.open();
    fire('callgrid-pusher', 'onStateChange', { code: 1002 });
    fire('callgrid-pusher', 'onStateChange', { code: 5000 });
    await act(async () => call.platform.setVisible(false));
    await act(async () => call.platform.setVisible(true));
    expect(nativeLog).not.toContain('pusher started');
    await act(() => call.platform.clock.advance(3_000));
    expect(nativeLog).toContain('pusher started');
  });
});

test('what devices say is told to the app, and to operators by way of the room', async () => {
  const told = vi.fn();
  const memory = call.gateway.backend();
  const reported: unknown[] = [];
  const backend: typeof memory = {
    ...memory,
    open: (...parts) => {
      const session = memory.open(...parts);
      const request = session.request.bind(session);
      session.request = (method, params) => {
        if (method === 'report') reported.push(params);
        return request(method, params);
      };
      return session;
    },
  };
  await call.open({ onReport: told, backend } as Partial<CallGridProps>);
  fire('callgrid-pusher', 'onNetStatus', { info: { videoBitrate: 500, videoFPS: 15 } });
  fire('callgrid-pusher', 'onStateChange', { code: 1002 });
  await act(() => call.platform.clock.advance(5_000));
  expect(told.mock.calls.map(([{ source, event }]) => [source, event])).toEqual([
    ['camera', 'netstatus'],
    ['camera', 'statechange'],
  ]);
  const network = { videoBitrate: 500, videoFps: 15 };
  expect(reported).toEqual([{ samples: [{ id: '1/camera', direction: 'push', network, code: 1002 }] }]);
});
