import { act } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { WebCall } from '../../../test/web-call.tsx';

const flv = vi.hoisted(() => ({ played: [] as string[], end: () => {}, works: true }));
vi.mock('mpegts.js', () => ({
  default: {
    LoggingControl: { applyConfig() {} },
    Events: { ERROR: 'error', LOADING_COMPLETE: 'complete' },
    createPlayer: ({ url }: { url: string }) => ({
      on: (_: string, ended: () => void) => {
        flv.end = ended;
      },
      attachMediaElement: () => {
        if (!flv.works) throw new TypeError('MediaSource is not a constructor');
        flv.played.push(url);
      },
      load() {},
      destroy() {},
    }),
  },
}));

let call: WebCall;

beforeEach(() => {
  call = new WebCall();
  flv.played.length = 0;
  flv.works = true;
});

describe('what a browser plays', () => {
  const video = () => document.getElementById('callgrid-player-0') as HTMLVideoElement;
  const badge = () => document.querySelector('.callgrid-badge')?.textContent;

  test('comes by WHEP, and again when it is lost', async () => {
    await call.open({ role: 'audience' });
    await call.bobJoins();
    expect(call.sent('POST')).toEqual(['memory:2/camera?for=1']);
    expect(video().srcObject).toBeTruthy();
    call.fake.peers[0]?.become('failed');
    await call.settle();
    expect(call.sent('POST')).toHaveLength(2);
    expect(badge()).toBeUndefined();
  });

  test('comes by WS-FLV where no packet gets through, and says so', async () => {
    const onReport = vi.fn();
    call.fake.connects = false;
    await call.open({ role: 'audience', onReport });
    await call.bobJoins();
    await act(() => call.platform.clock.advance(8_000));
    await vi.waitFor(() => expect(flv.played).toEqual(['memory:2/camera?for=1&by=ws-flv']));
    await call.settle();
    expect(badge()).toContain('Slower connection');
    expect(video().srcObject).toBeNull();
    expect(onReport).toHaveBeenCalledWith(
      expect.objectContaining({ event: 'fallback', detail: expect.objectContaining({ protocol: 'ws-flv' }) }),
    );
    // When that ends too, WebRTC is worth another try.
    call.fake.connects = true;
    await act(async () => flv.end());
    await call.settle();
    expect(badge()).toBeUndefined();
    expect(call.sent('POST')).toHaveLength(2);
  });

  test.each([
    ['stands still', 0, 2],
    ['goes on', 1, 1],
  ])('that came by WS-FLV and %s after the gateway was away', async (_, later, posts) => {
    call.fake.connects = false;
    await call.open({ role: 'audience' });
    await call.bobJoins();
    await act(() => call.platform.clock.advance(8_000));
    await vi.waitFor(() => expect(flv.played).toHaveLength(1));
    call.cut();
    call.restore();
    await call.settle();
    Object.defineProperty(video(), 'currentTime', { value: later });
    await act(() => call.platform.clock.advance(3_000));
    expect(call.sent('POST')).toHaveLength(posts);
  });

  test('is asked for by WHEP again where neither gets through', async () => {
    flv.works = false;
    call.fake.connects = false;
    await call.open({ role: 'audience' });
    await call.bobJoins();
    await act(() => call.platform.clock.advance(8_000));
    await vi.waitFor(() => expect(call.sent('POST')).toHaveLength(2));
    await call.settle();
    expect(badge()).toBeUndefined();
  });

  test('comes by WS-FLV when a gateway that is reachable fails again and again', async () => {
    call.fake.answer = () => ({ status: 503 });
    await call.open({ role: 'audience' });
    await call.bobJoins();
    await act(() => call.platform.clock.advance(10_000));
    await vi.waitFor(() => expect(flv.played).toHaveLength(1));
    expect(call.sent('POST')).toHaveLength(3);
  });

  test('waits for a tap where the browser plays no sound without', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play');
    play.mockImplementation(async function (this: HTMLMediaElement) {
      if (!this.muted) throw Object.assign(new Error('tap'), { name: 'NotAllowedError' });
    });
    await call.open({ role: 'audience' });
    await call.bobJoins();
    expect(video().muted).toBe(true);
    play.mockImplementation(async () => {});
    await call.press('callgrid-unsilence');
    expect(video().muted).toBe(false);
    expect(document.getElementById('callgrid-unsilence')).toBeNull();
  });
});
