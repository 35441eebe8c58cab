import { act, cleanup } from '@testing-library/react';
import { createRef } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fire, nativeElements, nativeLog } from '../../test/fake-native.tsx';
import { own, WeappCall } from '../../test/weapp-call.tsx';
import {
  type CallGridHandle,
  type CallGridProps,
  Controls,
  TileFace,
  type TileView,
  useMediaSettings,
} from '../index.ts';

let call: WeappCall;
beforeEach(() => {
  call = new WeappCall();
});

/** Its promise settles after renders that `act` would hold back. */
async function hangUp(handle: CallGridHandle): Promise<void> {
  const left = vi.fn();
  handle.leave().then(left);
  for (let turn = 0; turn < 3; turn++) await call.settle();
  expect(left).toHaveBeenCalledOnce();
}

const nothing = {
  renderTile: null,
  renderPager: null,
  renderBanner: null,
  renderControls: null,
  renderStatistics: null,
  renderFarewell: null,
} as const;

/** A control of an app's own. */
function Earpiece() {
  const { sound, change } = useMediaSettings();
  return <button type='button' id='ear' title={sound} onClick={() => void change({ sound: 'ear' })} />;
}

describe('parts', () => {
  test('of an app are given what CallGrid’s own are, and may use them', async () => {
    await call.open({
      renderControls: (props) => (
        <div id='bar'>
          <Controls {...props} />
          <button type='button' id='end' onClick={props.onHangUp} />
        </div>
      ),
      renderFarewell: ({ reason }) => <p id='bye'>{reason}</p>,
    });
    expect(document.querySelector('#bar #callgrid-microphone')).not.toBeNull();
    await call.press('end');
    expect(document.getElementById('bye')?.textContent).toBe('left');
  });

  test('of an app have whatever the own controls have', async () => {
    await call.open({ renderControls: () => <Earpiece /> });
    await call.joins(2, 'Bob');
    await call.press('ear');
    expect(document.getElementById('ear')?.title).toBe('ear');
    expect(nativeElements.get('callgrid-player-0')).toMatchObject({ soundMode: 'ear' });
  });

  test('left out are not there, and the call goes on', async () => {
    const ref = createRef<CallGridHandle>();
    await call.open({ ...nothing, ref } as Partial<CallGridProps>);
    await call.joins(2, 'Bob');
    expect(nativeElements.size).toBe(2);
    expect(document.querySelectorAll('button')).toHaveLength(0);
    await hangUp(ref.current!);
    expect(document.querySelector('.callgrid')?.textContent).toBe('');
    expect(nativeElements.size).toBe(0);
  });

  test('drawn over a picture leave every native element where it is, whatever is drawn when', async () => {
    const drawings: CallGridProps['renderTile'][] = [
      undefined,
      (tile) => <b>{tile.name}</b>,
      null,
      (tile: TileView) => (
        <div>
          <TileFace {...tile} />
        </div>
      ),
      undefined,
    ];
    const rendered = await call.open();
    await call.joins(2, 'Bob');
    const player = document.getElementById('callgrid-player-0');
    nativeLog.length = 0;
    for (const renderTile of drawings) {
      rendered.rerender(call.element({ renderTile } as Partial<CallGridProps>));
      expect(document.getElementById('callgrid-player-0')).toBe(player);
    }
    expect(nativeLog).toEqual([]);
    rendered.rerender(call.element({ renderTile: drawings[1] }));
    expect(call.tile(2).textContent).toBe('Bob');
  });

  test('drawn over a picture hear what is wrong with it, and can try again', async () => {
    let tile: TileView | undefined;
    await call.open({
      renderTile: (view) => {
        if (view.name === 'Bob') tile = view;
        return null;
      },
    });
    await call.joins(2, 'Bob');
    act(() => fire('callgrid-player-0', 'onStateChange', { code: -2301 }));
    await act(async () => {});
    expect(tile).toMatchObject({ uid: '2', microphoneOff: false, away: false });
    nativeLog.length = 0;
    await act(async () => tile?.onTryAgain?.());
    expect(typeof tile?.onMenu).toBe('function');
  });

  test('statistics that are left out are not offered', async () => {
    await call.open({ renderStatistics: null });
    await call.press('callgrid-more');
    expect(document.getElementById('callgrid-menu-statistics')).toBeNull();
  });
});

describe('an app hears', () => {
  test('who joined, came, spoke and left, each once', async () => {
    const heard = vi.fn();
    const on = (name: string) => (value: unknown) => void heard(name, value);
    await call.open({
      onJoined: on('joined'),
      onParticipantJoined: on('came'),
      onParticipantLeft: on('gone'),
      onActiveSpeakersChanged: on('speak'),
      onLeft: on('left'),
    });
    const bob = await call.joins(2, 'Bob');
    await act(async () => bob.setSpeaking(true));
    await act(() => bob.leave());
    call.cut();
    call.restore();
    await call.settle();
    await call.press('callgrid-hang-up');
    expect(heard.mock.calls).toEqual([
      ['joined', { uid: own }],
      ['came', expect.objectContaining({ uid: '2', name: 'Bob' })],
      ['speak', ['2']],
      ['speak', []],
      ['gone', { uid: '2', reason: 'left' }],
      ['left', 'left'],
    ]);
  });
});

describe('an app does, by the handle,', () => {
  let handle: CallGridHandle;
  beforeEach(async () => {
    const ref = createRef<CallGridHandle>();
    await call.open({ ref } as Partial<CallGridProps>);
    handle = ref.current!;
  });

  test('what the buttons do', async () => {
    await act(() => handle.mute('audio'));
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({ muted: true });
    await act(() => handle.unmute('audio'));
    expect(nativeElements.get('callgrid-pusher')).toMatchObject({ muted: false });
    await act(() => handle.switchCamera());
    expect(nativeLog).toEqual(['pusher mounted', 'pusher switched']);
    await call.joins(2, 'Bob');
    act(() => handle.setLayout('speaker'));
    act(() => handle.pin('2/camera' as Parameters<CallGridHandle['pin']>[0]));
    expect(call.tile(2).parentElement?.className).toBe('callgrid-slot is-large');
    expect(handle.room.store.getState().connection.status).toBe('joined');
  });

  test('hang up, which settles once the room is left, and again at once', async () => {
    const bob = await call.joins(2, 'Bob');
    await hangUp(handle);
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2']);
    await hangUp(handle);
  });

  test('hang up twice, and hears both times that the room is left only when it is', async () => {
    const memory = call.gateway.backend();
    let arrive = () => {};
    const backend: typeof memory = {
      ...memory,
      open: (...parts) => {
        const session = memory.open(...parts);
        return Object.assign(session, { leave: () => new Promise<void>((heard) => (arrive = heard)) });
      },
    };
    const ref = createRef<CallGridHandle>();
    cleanup();
    await call.open({ backend, ref } as Partial<CallGridProps>);
    const left = vi.fn();
    for (let time = 0; time < 2; time++) {
      ref.current!.leave().then(left);
      for (let turn = 0; turn < 3; turn++) await call.settle();
    }
    expect(document.body.textContent).toContain('You left the call.');
    expect(left).not.toHaveBeenCalled();
    arrive();
    await call.settle();
    expect(left).toHaveBeenCalledTimes(2);
  });

  test('hang up while the app is away: it does not come back', async () => {
    const bob = await call.joins(2, 'Bob');
    act(() => call.platform.setVisible(false));
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 5001 }));
    await hangUp(handle);
    act(() => call.platform.setVisible(true));
    for (let turn = 0; turn < 4; turn++) await act(async () => {});
    expect(bob.store.getState().participants.map(({ uid }) => uid)).toEqual(['2']);
    expect(document.body.textContent).toContain('You left the call.');
  });
});
