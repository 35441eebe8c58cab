import type { Room } from '@callgrid/core';
import { createInMemoryGateway } from '@callgrid/core/testing';
import { act, render } from '@testing-library/react';
import { Profiler, StrictMode } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { nativeElements, nativeLog } from '../../test/fake-native.tsx';
import { own, WeappCall } from '../../test/weapp-call.tsx';
import { CallGrid, type RemoteStreamViewProps, type StreamViews, StreamViewsContext } from '../index.ts';

let call: WeappCall;
beforeEach(() => {
  call = new WeappCall();
});

const renders: string[] = [];
function CountedView({ uid }: RemoteStreamViewProps) {
  renders.push(uid);
  return null;
}
function NoView() {
  return null;
}
const countedViews: StreamViews = { LocalStreamView: NoView, RemoteStreamView: CountedView };

describe('CallGrid', () => {
  test('joins, pushes and shows everybody', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    expect(call.gateway.room('den')?.participants).toHaveLength(2);
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({
      url: 'memory:1/camera?for=1',
      mode: 'RTC',
    });
    expect(nativeElements.get('callgrid-player-0')).toMatchObject({ src: 'memory:2/camera?for=1' });
    expect(call.tile(2).textContent).toContain('Bob');
  });

  test('joins once under StrictMode and leaves when it goes', async () => {
    const strict = render(
      <StrictMode>
        <CallGrid
          backend={call.gateway.backend()}
          platform={call.platform}
          channelName='den'
          uid={own}
          locale='en'
        />
      </StrictMode>,
    );
    await act(async () => {});
    expect(call.gateway.room('den')?.participants).toHaveLength(1);
    strict.unmount();
    await act(async () => {});
    expect(call.gateway.room('den')).toBeNull();
  });

  test('joins with the camera and microphone off when asked to', async () => {
    await call.open({ camera: false, microphone: false });
    expect(call.gateway.room('den')?.participants[0]?.muted).toEqual({ audio: true, video: true });
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({ enableCamera: false, enableMic: false });
  });

  test('is audience where nothing can be pushed, and then offers only to hang up', async () => {
    call = new WeappCall({ capabilities: { push: [] } });
    await call.open();
    expect(call.gateway.room('den')?.participants[0]?.role).toBe('audience');
    expect(document.getElementById('callgrid-microphone')).toBeNull();
    expect(document.getElementById('callgrid-hang-up')).not.toBeNull();
    expect(nativeElements.has('callgrid-pusher')).toBe(false);
  });

  test('says so where the gateway takes nothing from here, and only watches', async () => {
    call.gateway = createInMemoryGateway({ push: ['whip'] });
    const onError = vi.fn();
    await call.open({ onError });
    expect(document.querySelector('.callgrid-notice')?.textContent).toContain('Nobody sees or hears you');
    expect(onError.mock.calls).toMatchObject([[{ code: 'stream/noProtocol' }]]);
    expect(call.gateway.room('den')?.participants[0]?.role).toBe('audience');
    expect(document.getElementById('callgrid-microphone')).toBeNull();
    expect(nativeElements.has('callgrid-pusher')).toBe(false);
  });

  test('renders one tile for a mute, and shows it', async () => {
    let commits = 0;
    render(
      <StreamViewsContext.Provider value={countedViews}>
        <Profiler id='call' onRender={() => commits++}>
          <CallGrid
            backend={call.gateway.backend()}
            platform={call.platform}
            channelName='den'
            uid={own}
            locale='en'
          />
        </Profiler>
      </StreamViewsContext.Provider>,
    );
    await act(async () => {});
    const rooms: Room[] = [];
    for (const uid of [2, 3, 4, 5, 6, 7, 8]) rooms.push(await call.joins(uid, `P${uid}`));
    renders.length = 0;
    commits = 0;
    await act(() => rooms[1]!.mute('audio'));
    expect(commits).toBe(1);
    expect(renders).toEqual(['3']);
    expect(call.tile(3).className).toContain('is-muted');
    expect(call.tile(3).getAttribute('aria-label')).toBe('P3, microphone off');
    await act(() => rooms[1]!.unmute('audio'));
    expect(commits).toBe(2);
    expect(call.tile(3).className).not.toContain('is-muted');
  });

  test('mutes and switches the device without unpublishing', async () => {
    await call.open();
    await call.press('callgrid-microphone');
    await call.press('callgrid-camera');
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({
      muted: true,
      enableMic: false,
      enableCamera: false,
    });
    expect(call.gateway.room('den')?.participants[0]?.muted).toEqual({ audio: true, video: true });
    expect(call.gateway.room('den')?.streams).toHaveLength(1);
    await call.press('callgrid-switch-camera');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher switched']);
  });

  test('keeps every player in place when somebody leaves', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    await call.joins(3, 'Cid');
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

  test('tells why a join was refused, and what to do', async () => {
    const onError = vi.fn();
    const onLeft = vi.fn();
    await call.open({ uid: '01', onError, onLeft });
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'uid/invalid' }));
    expect(document.body.textContent).toContain('Use digits only');
    expect(onLeft).not.toHaveBeenCalled();
  });

  test('says that it reconnects', async () => {
    await call.open();
    call.cut();
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Connection lost. Trying again (1)…');
    call.restore();
    expect(document.querySelector('[role=alert]')).toBeNull();
  });
});

describe('on every way out, CallGrid stops, then unmounts, then leaves', () => {
  let onLeft: ReturnType<typeof vi.fn<(reason: string) => void>>;
  const order = ['pusher stopped', 'player 0 stopped', 'pusher unmounted', 'player 0 unmounted'];

  async function inCall() {
    onLeft = vi.fn((reason) => void nativeLog.push(`left: ${reason}`));
    const rendered = await call.open({ onLeft });
    const bob = await call.joins(2, 'Bob');
    nativeLog.length = 0;
    bob.on('participantLeft', () => nativeLog.push('gone'));
    return rendered;
  }

  test('by the button', async () => {
    await inCall();
    await call.press('callgrid-hang-up');
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
    act(() => call.gateway.remove('den', own, 'kicked'));
    await act(async () => {});
    expect(nativeLog.indexOf('pusher stopped')).toBeLessThan(nativeLog.indexOf('pusher unmounted'));
    expect(nativeLog[nativeLog.length - 1]).toBe('left: kicked');
    expect(document.body.textContent).toContain('You were removed');
    expect(document.getElementById('callgrid-join-again')).toBeNull();
  });

  test('and can be joined again', async () => {
    await inCall();
    await call.press('callgrid-hang-up');
    await call.press('callgrid-join-again');
    expect(call.gateway.room('den')?.participants.map(({ uid }) => uid)).toEqual(['2', '1']);
    expect(nativeElements.has('callgrid-pusher')).toBe(true);
  });
});
