// @vitest-environment jsdom
import { createRoom, type Room, streamId, toUid } from '@callgrid/core';
import {
  createFakePlatform,
  createInMemoryGateway,
  type InMemoryGateway,
  VirtualClock,
} from '@callgrid/core/testing';
import { act, cleanup, render, renderHook } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  QualityProvider,
  RoomProvider,
  useActiveSpeakers,
  useConnectionState,
  useJoin,
  useLocal,
  useLocalMedia,
  useLocalStream,
  useMuted,
  useNetworkQuality,
  useParticipant,
  useQualityLog,
  useRemoteStreamIds,
  useRemoteStreams,
  useRoom,
  useRoomEvent,
  useStream,
  useStreamQuality,
} from './index.ts';

const ann = toUid(1);
const bob = toUid(2);
const cid = toUid(3);

let gateway: InMemoryGateway;
let room: Room;

const makeRoom = () => createRoom({ backend: gateway.backend(), platform: createFakePlatform() });
const provider = ({ children }: { children: ReactNode }) => (
  <RoomProvider room={room}>{children}</RoomProvider>
);

async function joins(uid: string, name: string): Promise<Room> {
  const other = makeRoom();
  await act(() => other.join({ channelName: 'den', uid, name, publish: ['audio', 'video'] }));
  return other;
}

/** A hook and how often it rendered. */
function watch<Result>(hook: () => Result) {
  let renders = 0;
  const { result } = renderHook(
    () => {
      renders++;
      return hook();
    },
    { wrapper: provider },
  );
  return { result, renders: () => renders };
}

function Lost() {
  useRoom();
  return null;
}

function Call({ uid = '1', onError }: { uid?: string; onError?: (code: string) => void }) {
  const { error } = useJoin({ channelName: 'den', uid });
  if (error) onError?.(error.code);
  return null;
}

beforeEach(() => {
  gateway = createInMemoryGateway();
  room = makeRoom();
});
afterEach(cleanup);

describe('useRoom', () => {
  test('says how to fix it when there is no provider', () => {
    expect(() => renderToStaticMarkup(<Lost />)).toThrow(/<RoomProvider/);
  });

  test('gives the room and never renders again', async () => {
    const watched = watch(() => useRoom());
    await act(() => room.join({ channelName: 'den', uid: ann }));
    await joins('2', 'Bob');
    expect(watched.result.current).toBe(room);
    expect(watched.renders()).toBe(1);
  });
});

describe('the hooks', () => {
  test('tell of the connection', async () => {
    const { result } = watch(() => useConnectionState());
    expect(result.current).toEqual({ status: 'idle' });
    await act(() => room.join({ channelName: 'den', uid: ann }));
    expect(result.current).toEqual({ status: 'joined', self: '1' });
    act(() => gateway.cut('den', ann));
    expect(result.current).toMatchObject({ status: 'reconnecting', attempt: 1 });
  });

  test('switch the own microphone at once, and say until when the gateway has not heard of it', async () => {
    await act(() => room.join({ channelName: 'den', uid: ann, publish: ['audio', 'video'] }));
    const { result } = watch(() => useLocalMedia());
    act(() => void result.current.toggle('audio'));
    expect(result.current).toMatchObject({ muted: { audio: true }, pending: { audio: true, video: false } });
    await act(async () => {});
    expect(result.current).toMatchObject({ muted: { audio: true }, pending: { audio: false } });
    act(() => void result.current.toggle('audio'));
    await act(async () => {});
    expect(gateway.room('den')?.participants[0]?.muted.audio).toBe(false);
  });

  test('tell who speaks, and render for nothing else', async () => {
    await act(() => room.join({ channelName: 'den', uid: ann }));
    const other = await joins('2', 'Bob');
    const watched = watch(() => useActiveSpeakers());
    await act(async () => other.setSpeaking(true));
    expect([watched.result.current, watched.renders()]).toEqual([['2'], 2]);
    await act(() => other.mute('video'));
    expect(watched.renders()).toBe(2);
    await act(() => other.mute('audio'));
    expect(watched.result.current).toEqual([]);
  });

  test('hear an event for as long as they are mounted, with the listener of now', async () => {
    await act(() => room.join({ channelName: 'den', uid: ann }));
    const heard: string[] = [];
    const { rerender, unmount } = renderHook(
      ({ as }) =>
        useRoomEvent('participantJoined', ({ participant }) => heard.push(`${as} ${participant.uid}`)),
      { wrapper: provider, initialProps: { as: 'first' } },
    );
    await joins('2', 'Bob');
    rerender({ as: 'second' });
    await joins('3', 'Cid');
    unmount();
    await joins('4', 'Dora');
    expect(heard).toEqual(['first 2', 'second 3']);
  });

  test('tell how well a stream gets through, and what else its device says', async () => {
    const clock = new VirtualClock();
    const id = streamId(bob, 'camera');
    const { result } = renderHook(
      () => ({ log: useQualityLog(), level: useNetworkQuality(id), quality: useStreamQuality(id) }),
      { wrapper: ({ children }) => <QualityProvider clock={clock}>{children}</QualityProvider> },
    );
    expect([result.current.level, result.current.quality]).toEqual([0, undefined]);
    result.current.log.note(id, { netQualityLevel: 4, videoFps: 9 });
    await act(() => clock.advance(1_000));
    expect([result.current.level, result.current.quality?.now.videoFps]).toEqual([4, 9]);
  });

  test('tell own and other streams apart', async () => {
    const streams = watch(() => [useLocalStream()?.id, useRemoteStreams().map(({ id }) => id)]);
    await act(() => room.join({ channelName: 'den', uid: ann, publish: ['audio'] }));
    await joins('2', 'Bob');
    expect(streams.result.current).toEqual(['1/camera', ['2/camera']]);
  });

  test('render once for one change, and only where it is shown', async () => {
    await act(() => room.join({ channelName: 'den', uid: ann }));
    const other = await joins('2', 'Bob');
    await joins('3', 'Cid');
    const bobs = watch(() => useParticipant(bob)?.muted.audio);
    const bobsMicrophone = watch(() => useMuted(bob, 'audio'));
    const cids = watch(() => useParticipant(cid));
    const ids = watch(() => useRemoteStreamIds());
    const stream = watch(() => useStream(streamId(bob, 'camera')));
    await act(() => other.mute('audio'));
    expect([bobs.result.current, bobs.renders()]).toEqual([true, 2]);
    expect([bobsMicrophone.result.current, bobsMicrophone.renders()]).toEqual([true, 2]);
    expect([cids.renders(), ids.renders(), stream.renders()]).toEqual([1, 1, 1]);
    await act(() => other.mute('video'));
    expect(bobsMicrophone.renders()).toBe(2);
  });

  test('show an own mute before the gateway knows', () => {
    const { result } = watch(() => [useLocal().muted.audio]);
    act(() => void room.mute('audio'));
    expect(result.current).toEqual([true]);
  });
});

describe('a call that a component joins', () => {
  test('is joined once under StrictMode, and left when the component goes', async () => {
    const join = vi.spyOn(room, 'join');
    const leave = vi.spyOn(room, 'leave');
    const { unmount } = render(
      <StrictMode>
        <RoomProvider room={room}>
          <Call />
        </RoomProvider>
      </StrictMode>,
    );
    await act(async () => {});
    expect(join).toHaveBeenCalledTimes(1);
    expect(leave).not.toHaveBeenCalled();
    expect(gateway.room('den')?.participants).toHaveLength(1);
    unmount();
    await act(async () => {});
    expect(gateway.room('den')).toBeNull();
  });

  test('leaves the room that the provider made', async () => {
    const { unmount } = render(
      <StrictMode>
        <RoomProvider backend={gateway.backend()} platform={createFakePlatform()}>
          <Call />
        </RoomProvider>
      </StrictMode>,
    );
    await act(async () => {});
    expect(gateway.room('den')?.participants).toHaveLength(1);
    unmount();
    await act(async () => {});
    expect(gateway.room('den')).toBeNull();
  });

  test('tells why it could not be joined', async () => {
    const onError = vi.fn();
    render(<Call uid='01' onError={onError} />, { wrapper: provider });
    await act(async () => {});
    expect(onError).toHaveBeenCalledWith('uid/invalid');
  });
});
