import { createRoom, type Room, toUid } from '@callgrid/core';
import {
  createFakePlatform,
  createInMemoryGateway,
  type FakePlatform,
  type InMemoryGateway,
} from '@callgrid/core/testing';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { Profiler, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fire, nativeElements, nativeLog } from '../../test/fake-native.tsx';
import {
  CallGrid,
  type CallGridProps,
  type RemoteStreamViewProps,
  type StreamViews,
  StreamViewsContext,
} from '../index.ts';
import { LivePlayerView } from '../stream-view/live-player-view.tsx';
import { LivePusherView } from '../stream-view/live-pusher-view.tsx';

vi.mock('@tarojs/components', async (original) => {
  const { fakeNative } = await import('../../test/fake-native.tsx');
  const real = await original<typeof import('@tarojs/components')>();
  return { ...real, LivePusher: fakeNative('live-pusher'), LivePlayer: fakeNative('live-player') };
});
vi.mock('@tarojs/taro', async (original) => {
  const { fakeContext } = await import('../../test/fake-native.tsx');
  const real = await original<typeof import('@tarojs/taro')>();
  return {
    ...real,
    createLivePusherContext: () => fakeContext('callgrid-pusher'),
    createLivePlayerContext: fakeContext,
  };
});

const own = toUid(1);
let gateway: InMemoryGateway;
let platform: FakePlatform;

beforeEach(() => {
  gateway = createInMemoryGateway();
  platform = createFakePlatform();
  nativeLog.length = 0;
  nativeElements.clear();
});
afterEach(cleanup);

const phoneViews: StreamViews = { LocalStreamView: LivePusherView, RemoteStreamView: LivePlayerView };

const renders: string[] = [];
function CountedView({ uid }: RemoteStreamViewProps) {
  renders.push(uid);
  return null;
}
function NoView() {
  return null;
}
const countedViews: StreamViews = { LocalStreamView: NoView, RemoteStreamView: CountedView };

async function open(props: Partial<CallGridProps> = {}, views = phoneViews) {
  const rendered = render(
    <StreamViewsContext.Provider value={views}>
      <CallGrid
        {...({
          backend: gateway.backend(),
          platform,
          channelName: 'den',
          uid: own,
          name: 'Ann',
          locale: 'en',
          ...props,
        } as CallGridProps)}
      />
    </StreamViewsContext.Provider>,
  );
  await act(async () => {});
  return rendered;
}

async function joins(uid: number, name: string): Promise<Room> {
  const room = createRoom({ backend: gateway.backend(), platform: createFakePlatform() });
  await act(() => room.join({ channelName: 'den', uid, name, publish: ['audio', 'video'] }));
  return room;
}

const press = async (id: string) => {
  fireEvent.click(document.getElementById(id)!);
  await act(async () => {});
};

const tile = (uid: number) => document.getElementById(`callgrid-tile-${uid}`)!;

describe('CallGrid', () => {
  test('joins, pushes and shows everybody', async () => {
    await open();
    await joins(2, 'Bob');
    expect(gateway.room('den')?.participants).toHaveLength(2);
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({
      url: 'memory:1/camera?for=1',
      mode: 'RTC',
    });
    expect(nativeElements.get('callgrid-player-0')).toMatchObject({ src: 'memory:2/camera?for=1' });
    expect(tile(2).textContent).toContain('Bob');
  });

  test('joins once under StrictMode and leaves when it goes', async () => {
    const strict = render(
      <StrictMode>
        <CallGrid backend={gateway.backend()} platform={platform} channelName='den' uid={own} locale='en' />
      </StrictMode>,
    );
    await act(async () => {});
    expect(gateway.room('den')?.participants).toHaveLength(1);
    strict.unmount();
    await act(async () => {});
    expect(gateway.room('den')).toBeNull();
  });

  test('joins with the camera and microphone off when asked to', async () => {
    await open({ camera: false, microphone: false });
    expect(gateway.room('den')?.participants[0]?.muted).toEqual({ audio: true, video: true });
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({ enableCamera: false, enableMic: false });
  });

  test('is audience where nothing can be pushed, and then offers only to hang up', async () => {
    platform = createFakePlatform({ capabilities: { push: [] } });
    await open();
    expect(gateway.room('den')?.participants[0]?.role).toBe('audience');
    expect(document.getElementById('callgrid-microphone')).toBeNull();
    expect(document.getElementById('callgrid-hang-up')).not.toBeNull();
    expect(nativeElements.has('callgrid-pusher')).toBe(false);
  });

  test('renders one tile for a mute, and shows it', async () => {
    let commits = 0;
    render(
      <StreamViewsContext.Provider value={countedViews}>
        <Profiler id='call' onRender={() => commits++}>
          <CallGrid backend={gateway.backend()} platform={platform} channelName='den' uid={own} locale='en' />
        </Profiler>
      </StreamViewsContext.Provider>,
    );
    await act(async () => {});
    const rooms: Room[] = [];
    for (const uid of [2, 3, 4, 5, 6, 7, 8]) rooms.push(await joins(uid, `P${uid}`));
    renders.length = 0;
    commits = 0;
    await act(() => rooms[1]!.mute('audio'));
    expect(commits).toBe(1);
    expect(renders).toEqual(['3']);
    expect(tile(3).className).toContain('is-muted');
    expect(tile(3).getAttribute('aria-label')).toBe('P3, microphone off');
    await act(() => rooms[1]!.unmute('audio'));
    expect(commits).toBe(2);
    expect(tile(3).className).not.toContain('is-muted');
  });

  test('mutes and switches the device without unpublishing', async () => {
    await open();
    await press('callgrid-microphone');
    await press('callgrid-camera');
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({
      muted: true,
      enableMic: false,
      enableCamera: false,
    });
    expect(gateway.room('den')?.participants[0]?.muted).toEqual({ audio: true, video: true });
    expect(gateway.room('den')?.streams).toHaveLength(1);
    await press('callgrid-switch-camera');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher switched']);
  });

  test('keeps every player in place when somebody leaves', async () => {
    await open();
    const bob = await joins(2, 'Bob');
    await joins(3, 'Cid');
    const player = document.getElementById('callgrid-player-1');
    await act(() => bob.leave());
    expect(document.getElementById('callgrid-player-1')).toBe(player);
    expect(nativeLog.filter((entry) => entry.startsWith('player'))).toEqual([
      'player 0 mounted',
      'player 1 mounted',
      'player 0 stopped',
      'player 0 unmounted',
    ]);
  });

  test('turns pages by its buttons and by a finger, and says how many are elsewhere', async () => {
    await open({ pageSize: 4 });
    for (const uid of [2, 3, 4, 5, 6, 7, 8, 9]) await joins(uid, `P${uid}`);
    const seen = () => [2, 3, 4, 5, 6, 7, 8, 9].filter((uid) => tile(uid) !== null);
    const players = () => nativeElements.size - 1;
    expect([seen(), players()]).toEqual([[2, 3, 4], 3]);
    expect(document.querySelector('.callgrid-page-number')?.textContent).toBe('1 of 3 · +5');
    await press('callgrid-page-on');
    expect([seen(), players()]).toEqual([[5, 6, 7], 3]);
    const stage = document.getElementById('callgrid-stage')!;
    const finger = (pageX: number) => [{ pageX, pageY: 300 }] as never;
    fireEvent.touchStart(stage, { touches: finger(300) });
    fireEvent.touchEnd(stage, { changedTouches: finger(80) });
    await act(async () => {});
    expect([seen(), players()]).toEqual([[8, 9], 2]);
    await press('callgrid-page-back');
    expect(seen()).toEqual([5, 6, 7]);
  });

  test('pins, shows in full and mutes for its own user by the menu of a tile, and no native element moves', async () => {
    await open();
    for (const uid of [2, 3, 4]) await joins(uid, `P${uid}`);
    const player = (uid: number) => tile(uid).querySelector('[id^=callgrid-player]');
    const before = [2, 3, 4].map(player);
    nativeLog.length = 0;
    const choose = async (uid: number, what: string) => {
      await press(`callgrid-tile-${uid}-menu`);
      await press(`callgrid-menu-${what}`);
    };
    const slot = (uid: number) => tile(uid).parentElement!;
    await choose(3, 'pin');
    expect(slot(3).style.width).toBe('76%');
    await choose(4, 'full');
    expect(slot(4).className).toBe('callgrid-slot is-full');
    await choose(4, 'full');
    await choose(3, 'pin');
    expect(slot(3).style.width).toBe('50%');
    await choose(2, 'hush');
    await press('callgrid-tile-2-menu');
    expect(document.getElementById('callgrid-menu-hush')?.textContent).toBe('Unmute for me');
    expect([2, 3, 4].map(player)).toEqual(before);
    expect(nativeLog).toEqual([]);
  });

  test('says what a picture waits for, and starts it when asked to', async () => {
    await open();
    const bob = await joins(2, 'Bob');
    const cover = () => tile(2).querySelector('.callgrid-cover-text')?.textContent;
    expect(cover()).toBeUndefined();
    await act(() => platform.clock.advance(1_500));
    expect(cover()).toBe('Connecting…');
    const code = (value: number) => act(() => fire('callgrid-player-0', 'onStateChange', { code: value }));
    await code(2003);
    expect(cover()).toBeUndefined();
    await code(2103);
    expect(cover()).toBe('Reconnecting…');
    await code(2003);
    act(() => gateway.cut('den', toUid(1)));
    await code(-2301);
    expect(cover()).toBe('The picture does not come.');
    expect(tile(2).querySelector('.callgrid-cover button')?.textContent).toBe('Try again');
    act(() => gateway.restore('den', toUid(1)));
    await act(() => bob.leave());
  });

  test('tells why a join was refused, and what to do', async () => {
    const onError = vi.fn();
    const onLeft = vi.fn();
    await open({ uid: '01', onError, onLeft });
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'uid/invalid' }));
    expect(document.body.textContent).toContain('Use digits only');
    expect(onLeft).not.toHaveBeenCalled();
  });

  test('says that it reconnects', async () => {
    await open();
    act(() => gateway.cut('den', own));
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Connection lost. Trying again (1)…');
    act(() => gateway.restore('den', own));
    expect(document.querySelector('[role=alert]')).toBeNull();
  });
});

describe('on every way out, CallGrid stops, then unmounts, then leaves', () => {
  let onLeft: ReturnType<typeof vi.fn<(reason: string) => void>>;
  const order = ['pusher stopped', 'player 0 stopped', 'pusher unmounted', 'player 0 unmounted'];

  async function inCall() {
    onLeft = vi.fn((reason) => void nativeLog.push(`left: ${reason}`));
    const rendered = await open({ onLeft });
    const bob = await joins(2, 'Bob');
    nativeLog.length = 0;
    bob.on('participantLeft', () => nativeLog.push('gone'));
    return rendered;
  }

  test('by the button', async () => {
    await inCall();
    await press('callgrid-hang-up');
    expect(nativeLog).toEqual([...order, 'gone', 'left: left']);
    expect(document.body.textContent).toContain('You left the call.');
  });

  test('when the page goes', async () => {
    const { unmount } = await inCall();
    unmount();
    await act(async () => {});
    expect(nativeLog[nativeLog.length - 1]).toBe('gone');
    expect([...nativeLog].sort()).toEqual([...order, 'gone'].sort());
    expect(nativeLog.indexOf('pusher stopped')).toBeLessThan(nativeLog.indexOf('pusher unmounted'));
  });

  test('when it is kicked', async () => {
    await inCall();
    act(() => gateway.remove('den', own, 'kicked'));
    await act(async () => {});
    expect(nativeLog.indexOf('pusher stopped')).toBeLessThan(nativeLog.indexOf('pusher unmounted'));
    expect(nativeLog[nativeLog.length - 1]).toBe('left: kicked');
    expect(document.body.textContent).toContain('You were removed');
    expect(document.getElementById('callgrid-join-again')).toBeNull();
  });

  test('and can be joined again', async () => {
    await inCall();
    await press('callgrid-hang-up');
    await press('callgrid-join-again');
    expect(gateway.room('den')?.participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });
});

describe('a device that gave up', () => {
  test('is started again once signalling is back, and once only', async () => {
    await open();
    fire('callgrid-pusher', 'onStateChange', { code: 1002 });
    act(() => gateway.cut('den', own));
    fire('callgrid-pusher', 'onStateChange', { code: 1102 });
    fire('callgrid-pusher', 'onStateChange', { code: -1307 });
    await act(() => platform.clock.advance(10_000));
    expect(nativeLog).toEqual(['pusher mounted']);
    act(() => gateway.restore('den', own));
    await act(() => platform.clock.advance(10_000));
    expect(nativeLog).toEqual(['pusher mounted', 'pusher started']);
  });

  test('subscribes again and plays when it is a player', async () => {
    await open();
    await joins(2, 'Bob');
    fire('callgrid-player-0', 'onStateChange', { code: 2004 });
    fire('callgrid-player-0', 'onStateChange', { code: -2301 });
    await act(async () => {});
    expect(nativeLog).toContain('player 0 played');
  });

  test('is not started again by what it says while it stops', async () => {
    await open();
    await press('callgrid-hang-up');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher stopped', 'pusher unmounted']);
    await act(() => platform.clock.advance(10_000));
    expect(platform.clock.pending).toBe(0);
  });

  test('says so when the user keeps the camera from it', async () => {
    await open();
    act(() => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    expect(document.body.textContent).toContain('The camera may not be used');
  });

  test('leaves when the float window was closed, and joins again when the app is shown', async () => {
    const onLeft = vi.fn();
    await open({ onLeft });
    const bob = await joins(2, 'Bob');
    act(() => platform.setVisible(false));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2']);
    expect(nativeLog.slice(-4).sort()).toEqual(
      ['player 0 stopped', 'player 0 unmounted', 'pusher stopped', 'pusher unmounted'].sort(),
    );
    expect(nativeElements.size).toBe(0);
    platform.setVisible(true);
    await act(async () => {});
    await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
    expect(onLeft).not.toHaveBeenCalled();
  });

  test('joins again when it hears of the closed float window after the app is shown', async () => {
    await open();
    const bob = await joins(2, 'Bob');
    act(() => platform.setVisible(false));
    act(() => platform.setVisible(true));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    for (let turn = 0; turn < 4; turn++) await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });

  test('is muted again, and goes on with sound, when the user unmutes a camera that is refused', async () => {
    await open();
    const bob = await joins(2, 'Bob');
    const annIsMuted = () => bob.store.getState().participants.find(({ uid }) => uid === own)?.muted.video;
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    await press('callgrid-camera');
    expect(annIsMuted()).toBe(false);
    nativeLog.length = 0;
    await act(async () => fire('callgrid-pusher', 'onError', { errCode: 10001 }));
    expect(annIsMuted()).toBe(true);
    expect(nativeLog).toEqual(['pusher started']);
  });

  test('joins again even when the app is shown before the devices have stopped', async () => {
    await open();
    const bob = await joins(2, 'Bob');
    act(() => platform.setVisible(false));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    act(() => platform.setVisible(true));
    for (let turn = 0; turn < 4; turn++) await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });
});

describe('what takes a device from the call', () => {
  const annAt = (bob: Room) => bob.store.getState().participants.find(({ uid }) => uid === own);

  test('a refused camera: the others see it off, and the pusher goes on with sound alone', async () => {
    await open();
    const bob = await joins(2, 'Bob');
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
    await open();
    const bob = await joins(2, 'Bob');
    await act(async () => platform.setInterrupted(true));
    fire('callgrid-pusher', 'onStateChange', { code: 5000 });
    expect(annAt(bob)?.muted.audio).toBe(true);
    const rendered = vi.spyOn(nativeElements, 'set');
    await act(async () => platform.setInterrupted(false));
    const modes = rendered.mock.calls
      .filter(([id]) => id === 'callgrid-player-0')
      .map(([, it]) => it.soundMode);
    expect(modes).toEqual(['ear', 'speaker']);
    rendered.mockRestore();
    expect(annAt(bob)?.muted.audio).toBe(false);
    await act(() => platform.clock.advance(3_000));
    expect(nativeLog).toContain('pusher started');
  });

  test('a phone call to somebody who is muted already: stays muted', async () => {
    await open({ microphone: false });
    const bob = await joins(2, 'Bob');
    await act(async () => platform.setInterrupted(true));
    await act(async () => platform.setInterrupted(false));
    expect(annAt(bob)?.muted.audio).toBe(true);
  });

  test('a hidden app: a pusher that does not come back by itself is started', async () => {
    await open();
    fire('callgrid-pusher', 'onStateChange', { code: 1002 });
    fire('callgrid-pusher', 'onStateChange', { code: 5000 });
    await act(async () => platform.setVisible(false));
    await act(async () => platform.setVisible(true));
    expect(nativeLog).not.toContain('pusher started');
    await act(() => platform.clock.advance(3_000));
    expect(nativeLog).toContain('pusher started');
  });
});

test('what devices say is told to the app, and to operators by way of the room', async () => {
  const told = vi.fn();
  const memory = gateway.backend();
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
  await open({ onReport: told, backend } as Partial<CallGridProps>);
  fire('callgrid-pusher', 'onNetStatus', { info: { videoBitrate: 500, videoFPS: 15 } });
  fire('callgrid-pusher', 'onStateChange', { code: 1002 });
  await act(() => platform.clock.advance(5_000));
  expect(told.mock.calls.map(([{ source, event }]) => [source, event])).toEqual([
    ['camera', 'netstatus'],
    ['camera', 'statechange'],
  ]);
  const network = { videoBitrate: 500, videoFps: 15 };
  expect(reported).toEqual([{ samples: [{ id: '1/camera', direction: 'push', network, code: 1002 }] }]);
});
