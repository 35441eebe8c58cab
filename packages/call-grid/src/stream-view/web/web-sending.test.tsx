import { act, fireEvent, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { alerts, WebCall } from '../../../test/web-call.tsx';

let call: WebCall;

beforeEach(() => {
  call = new WebCall();
});

describe('a browser in a call', () => {
  test('sends its camera and microphone, and shows the camera mirrored', async () => {
    await call.open();
    expect(call.sent('POST')).toEqual(['memory:1/camera?for=1']);
    expect(call.pusher().of('audio').sender.track).toBe(call.fake.devices.live('audio')[0]);
    expect(call.pusher().of('video').sender.track).toBe(call.fake.devices.live('video')[0]);
    const preview = document.getElementById('callgrid-pusher') as HTMLVideoElement;
    expect(preview.className).toContain('is-mirrored');
    expect(preview.srcObject).not.toBeNull();
  });

  test('has one camera open and one session under StrictMode, and none afterwards', async () => {
    const rendered = render(<StrictMode>{call.element()}</StrictMode>);
    await call.settle();
    await call.settle();
    expect(call.fake.devices.live('video')).toHaveLength(1);
    expect(call.sent('POST').length - call.sent('DELETE').length).toBe(1);
    rendered.unmount();
    await call.settle();
    expect([...call.fake.devices.live('audio'), ...call.fake.devices.live('video')]).toEqual([]);
    expect(call.sent('POST').length - call.sent('DELETE').length).toBe(0);
    expect(call.platform.clock.pending).toBe(0);
  });

  test('tells the others while somebody speaks into its microphone', async () => {
    await call.open();
    const seen = () => [
      call.gateway.room('den')?.participants[0]?.speaking,
      document.getElementById('callgrid-local')?.className,
    ];
    call.fake.devices.live('audio')[0]!.loudness = 0.3;
    await act(() => call.platform.clock.advance(500));
    expect(seen()).toEqual([true, 'callgrid-tile is-speaking']);
    call.fake.devices.live('audio')[0]!.loudness = 0;
    await act(() => call.platform.clock.advance(1_500));
    expect(seen()).toEqual([false, 'callgrid-tile']);
  });

  test('asks an audience for no device, and plays', async () => {
    await call.open({ role: 'audience' });
    await call.bobJoins();
    expect(call.fake.devices.asked).toEqual([]);
    expect(call.sent('POST')).toEqual(['memory:2/camera?for=1']);
    await call.press('callgrid-more');
    expect(document.getElementById('callgrid-quality-HD')).toBeNull();
    expect(call.fake.devices.asked).toEqual([]);
  });

  test('asks for no device that is off at first, and sends nothing till there is something', async () => {
    await call.open({ camera: false, microphone: false });
    expect(call.fake.devices.asked).toEqual([]);
    expect(call.sent('POST')).toEqual([]);
    await call.press('callgrid-microphone');
    expect(call.fake.devices.live('audio')).toHaveLength(1);
    expect(call.sent('POST')).toHaveLength(1);
  });

  test('mutes by the track, and lets go of the camera, on the same session', async () => {
    await call.open();
    await call.press('callgrid-microphone');
    expect(call.fake.devices.live('audio')[0]?.enabled).toBe(false);
    await call.press('callgrid-camera');
    expect(call.fake.devices.live('video')).toEqual([]);
    expect(call.pusher().of('video').sender.track).toBeNull();
    await call.press('callgrid-camera');
    expect(call.pusher().of('video').sender.track).toBe(call.fake.devices.live('video')[0]);
    expect(call.sent('POST')).toHaveLength(1);
    expect(call.ownStreams()).toHaveLength(1);
  });

  test('ends a session that has sent nothing for a while, and begins another with the next track', async () => {
    await call.open({ microphone: false });
    await call.press('callgrid-camera');
    await act(() => call.platform.clock.advance(1_999));
    expect(call.sent('DELETE')).toHaveLength(0);
    await act(() => call.platform.clock.advance(1));
    expect(call.sent('DELETE')).toHaveLength(1);
    await call.press('callgrid-camera');
    expect(call.sent('POST')).toHaveLength(2);
  });

  test('is taken back by the machine of a phone’s pusher when the session is lost', async () => {
    await call.open();
    call.pusher().hangUp();
    await call.settle();
    expect(call.sent('POST')).toHaveLength(2);
  });

  test.each([
    ['no packet gets through', () => (call.fake.connects = false), 'this network lets nothing through'],
    [
      'the gateway takes no such codec',
      () => (call.fake.answer = () => ({ status: 406 })),
      'does not send H.264',
    ],
  ])('says that nobody sees it when %s, until somebody does', async (_, breakIt, text) => {
    const works = call.fake.answer;
    breakIt();
    await call.open();
    await act(() => call.platform.clock.advance(8_000));
    expect(alerts()[0]).toContain(text);
    call.fake.connects = true;
    call.fake.answer = works;
    await act(() => call.platform.clock.advance(16_000));
    expect(alerts()).toEqual([]);
  });

  test('asks for its address again when the key is refused', async () => {
    const backend = call.gateway.backend();
    const asked: string[] = [];
    const watched: typeof backend = {
      ...backend,
      open: (...parts) => {
        const session = backend.open(...parts);
        const request = session.request.bind(session);
        session.request = (method, params) => {
          asked.push(method);
          return request(method, params);
        };
        return session;
      },
    };
    call.fake.answer = () => ({ status: 403 });
    await call.open({ backend: watched });
    expect(asked).toContain('publish');
    const before = call.sent('POST').length;
    await act(() => call.platform.clock.advance(60_000));
    // It is asked again, less and less often; never without end in a row.
    const again = call.sent('POST').length - before;
    expect(again).toBeGreaterThan(5);
    expect(again).toBeLessThan(25);
  });

  test('stops, takes leave of its session, and then leaves', async () => {
    const onLeft = vi.fn();
    await call.open({ onLeft });
    await call.bobJoins();
    let heard = () => {};
    const { fetch } = call.fake.browser;
    Object.assign(call.fake.browser, {
      fetch: async (...sending: Parameters<typeof fetch>) => {
        const answer = await fetch(...sending);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
        return answer;
      },
    });
    fireEvent.click(document.getElementById('callgrid-hang-up')!);
    await call.settle();
    expect(call.gateway.room('den')?.participants).toHaveLength(2);
    heard();
    await act(() => call.platform.clock.advance(1_000));
    expect(call.gateway.room('den')?.participants).toHaveLength(1);
    expect([...call.fake.devices.live('audio'), ...call.fake.devices.live('video')]).toEqual([]);
    expect(call.sent('DELETE')).toHaveLength(2);
    expect(onLeft).toHaveBeenCalledWith('left');
  });

  test('tells what it sends as a phone does', async () => {
    const onReport = vi.fn();
    await call.open({ onReport });
    await act(() => call.platform.clock.advance(6_000));
    expect(onReport.mock.calls.map(([{ device, event, detail }]) => [device, event, detail])).toEqual([
      ['pusher', 'statechange', { code: 1002 }],
      ...Array.from({ length: 2 }, () => [
        'pusher',
        'netstatus',
        { info: { videoBitrate: 0, audioBitrate: 0, netSpeed: 0, netQualityLevel: 0 } },
      ]),
    ]);
  });
});
