import { createRoom, type Room, toUid } from '@callgrid/core';
import {
  createFakePlatform,
  createInMemoryGateway,
  type FakePlatform,
  type InMemoryGateway,
} from '@callgrid/core/testing';
import { createFakeBrowser, type FakeBrowser } from '@callgrid/core/web/testing';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallGrid, type CallGridProps } from '../../index.ts';
import { BrowserContext } from './use-create-media.ts';

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

const own = toUid(1);
const bob = toUid(2);
const browserCapabilities = {
  push: ['whip'],
  pull: ['whep', 'ws-flv'],
  screen: true,
} as const;

let gateway: InMemoryGateway;
let platform: FakePlatform;
let fake: FakeBrowser;

beforeEach(() => {
  gateway = createInMemoryGateway();
  platform = createFakePlatform({ capabilities: browserCapabilities });
  fake = createFakeBrowser();
  flv.played.length = 0;
  flv.works = true;
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async () => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function call(props: Partial<CallGridProps> = {}) {
  return (
    <BrowserContext.Provider value={fake.browser}>
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
    </BrowserContext.Provider>
  );
}

/** Lets promises and the devices settle. */
const settle = () => act(() => platform.clock.advance(0));

async function open(props: Partial<CallGridProps> = {}) {
  const rendered = render(call(props));
  await settle();
  await settle();
  return rendered;
}

async function joins(options: { screen?: boolean } = {}): Promise<Room> {
  const room = createRoom({ backend: gateway.backend(), platform: createFakePlatform() });
  await act(() => room.join({ channelName: 'den', uid: bob, name: 'Bob', publish: ['audio', 'video'] }));
  if (options.screen) await act(() => room.publish({ source: 'screen', kinds: ['video'] }));
  await settle();
  return room;
}

const press = async (id: string) => {
  fireEvent.click(document.getElementById(id)!);
  await settle();
};
const alerts = () => Array.from(document.querySelectorAll('[role=alert]'), (it) => it.textContent);
const sent = (method: string) => fake.requests.filter((it) => it.method === method).map(({ url }) => url);
const pusher = () => fake.peers.find((it) => it.of('video').direction === 'sendonly')!;
const ownStreams = () => gateway.room('den')?.streams.filter(({ uid }) => uid === own) ?? [];

describe('a browser in a call', () => {
  test('sends its camera and microphone, and shows the camera mirrored', async () => {
    await open();
    expect(sent('POST')).toEqual(['memory:1/camera?for=1']);
    expect(pusher().of('audio').sender.track).toBe(fake.devices.live('audio')[0]);
    expect(pusher().of('video').sender.track).toBe(fake.devices.live('video')[0]);
    const preview = document.getElementById('callgrid-pusher') as HTMLVideoElement;
    expect(preview.className).toContain('is-mirrored');
    expect(preview.srcObject).not.toBeNull();
  });

  test('has one camera open and one session under StrictMode, and none afterwards', async () => {
    const rendered = render(<StrictMode>{call()}</StrictMode>);
    await settle();
    await settle();
    expect(fake.devices.live('video')).toHaveLength(1);
    expect(sent('POST').length - sent('DELETE').length).toBe(1);
    rendered.unmount();
    await settle();
    expect([...fake.devices.live('audio'), ...fake.devices.live('video')]).toEqual([]);
    expect(sent('POST').length - sent('DELETE').length).toBe(0);
    expect(platform.clock.pending).toBe(0);
  });

  test('asks an audience for no device, and plays', async () => {
    await open({ role: 'audience' });
    await joins();
    expect(fake.devices.asked).toEqual([]);
    expect(sent('POST')).toEqual(['memory:2/camera?for=1']);
    expect(document.getElementById('callgrid-devices')).toBeNull();
  });

  test('asks for no device that is off at first, and sends nothing till there is something', async () => {
    await open({ camera: false, microphone: false });
    expect(fake.devices.asked).toEqual([]);
    expect(sent('POST')).toEqual([]);
    await press('callgrid-microphone');
    expect(fake.devices.live('audio')).toHaveLength(1);
    expect(sent('POST')).toHaveLength(1);
  });

  test('mutes by the track, and lets go of the camera, on the same session', async () => {
    await open();
    await press('callgrid-microphone');
    expect(fake.devices.live('audio')[0]?.enabled).toBe(false);
    await press('callgrid-camera');
    expect(fake.devices.live('video')).toEqual([]);
    expect(pusher().of('video').sender.track).toBeNull();
    await press('callgrid-camera');
    expect(pusher().of('video').sender.track).toBe(fake.devices.live('video')[0]);
    expect(sent('POST')).toHaveLength(1);
    expect(ownStreams()).toHaveLength(1);
  });

  test('ends a session that has sent nothing for a while, and begins another with the next track', async () => {
    await open({ microphone: false });
    await press('callgrid-camera');
    await act(() => platform.clock.advance(1_999));
    expect(sent('DELETE')).toHaveLength(0);
    await act(() => platform.clock.advance(1));
    expect(sent('DELETE')).toHaveLength(1);
    await press('callgrid-camera');
    expect(sent('POST')).toHaveLength(2);
  });

  test('is taken back by the machine of a phone’s pusher when the session is lost', async () => {
    await open();
    pusher().hangUp();
    await settle();
    expect(sent('POST')).toHaveLength(2);
  });

  test.each([
    ['no packet gets through', () => (fake.connects = false), 'this network lets nothing through'],
    ['the gateway takes no such codec', () => (fake.answer = () => ({ status: 406 })), 'does not send H.264'],
  ])('says that nobody sees it when %s, until somebody does', async (_, breakIt, text) => {
    const works = fake.answer;
    breakIt();
    await open();
    await act(() => platform.clock.advance(8_000));
    expect(alerts()[0]).toContain(text);
    fake.connects = true;
    fake.answer = works;
    await act(() => platform.clock.advance(16_000));
    expect(alerts()).toEqual([]);
  });

  test('asks for its address again when the key is refused', async () => {
    const backend = gateway.backend();
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
    fake.answer = () => ({ status: 403 });
    await open({ backend: watched } as Partial<CallGridProps>);
    expect(asked).toContain('publish');
    const before = sent('POST').length;
    await act(() => platform.clock.advance(60_000));
    // It is asked again, less and less often; never without end in a row.
    const again = sent('POST').length - before;
    expect(again).toBeGreaterThan(5);
    expect(again).toBeLessThan(25);
  });

  test('stops, takes leave of its session, and then leaves', async () => {
    const onLeft = vi.fn();
    await open({ onLeft });
    await joins();
    let heard = () => {};
    const { fetch } = fake.browser;
    Object.assign(fake.browser, {
      fetch: async (...sending: Parameters<typeof fetch>) => {
        const answer = await fetch(...sending);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
        return answer;
      },
    });
    fireEvent.click(document.getElementById('callgrid-hang-up')!);
    await settle();
    expect(gateway.room('den')?.participants).toHaveLength(2);
    heard();
    await act(() => platform.clock.advance(1_000));
    expect(gateway.room('den')?.participants).toHaveLength(1);
    expect([...fake.devices.live('audio'), ...fake.devices.live('video')]).toEqual([]);
    expect(sent('DELETE')).toHaveLength(2);
    expect(onLeft).toHaveBeenCalledWith('left');
  });

  test('tells what it sends as a phone does', async () => {
    const onReport = vi.fn();
    await open({ onReport });
    await act(() => platform.clock.advance(6_000));
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

describe('a browser’s devices', () => {
  test('a refused camera: said, the others see it off, and the microphone is sent', async () => {
    fake.devices.failures.video = 'NotAllowedError';
    await open();
    await settle();
    expect(alerts()[0]).toContain('The camera is not allowed');
    expect(gateway.room('den')?.participants[0]?.muted).toEqual({ audio: false, video: true });
    expect(pusher().of('audio').sender.track).toBe(fake.devices.live('audio')[0]);
    delete fake.devices.failures.video;
    await press('callgrid-try-camera');
    await settle();
    expect(alerts()).toEqual([]);
    expect(fake.devices.live('video')).toHaveLength(1);
    expect(gateway.room('den')?.participants[0]?.muted.video).toBe(false);
  });

  test.each([
    ['NotReadableError', 'Camera and microphone are in use elsewhere'],
    ['NotFoundError', 'There is neither camera nor microphone'],
  ])('both that end in %s: said once, and can be gone without', async (name, text) => {
    fake.devices.failures.video = name;
    fake.devices.failures.audio = name;
    await open();
    await settle();
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain(text);
    await press('callgrid-dismiss-both');
    expect(alerts()).toEqual([]);
  });

  test('an insecure page: says that https is needed', async () => {
    fake = createFakeBrowser({ insecure: true });
    await open();
    await settle();
    expect(alerts()[0]).toContain('open it over https');
  });

  test('can be changed in the call, without another session', async () => {
    fake.devices.plug({ kind: 'videoinput', deviceId: 'cam-2', label: 'Camera 2' });
    await open();
    await press('callgrid-devices');
    const choice = document.getElementById('callgrid-choose-camera') as HTMLSelectElement;
    expect(Array.from(choice.options, ({ text }) => text)).toEqual(['Camera 1', 'Camera 2']);
    fireEvent.change(choice, { target: { value: 'cam-2' } });
    await settle();
    expect(pusher().of('video').sender.track?.label).toBe('Camera 2');
    expect(choice.value).toBe('cam-2');
    expect(sent('POST')).toHaveLength(1);
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(document.getElementById('callgrid-device-menu')).toBeNull();
  });

  test('are named once one was allowed, and until then not said to be missing', async () => {
    const enumerate = fake.devices.enumerateDevices.bind(fake.devices);
    fake.devices.enumerateDevices = async () =>
      (await enumerate()).map((it) => ({ ...it, deviceId: '', label: '' }));
    await open({ camera: false, microphone: false });
    await press('callgrid-devices');
    const menu = document.getElementById('callgrid-device-menu')!;
    expect(menu.textContent).toContain('once one of them was on');
    fake.devices.enumerateDevices = enumerate;
    await press('callgrid-microphone');
    expect(menu.textContent).toContain('Microphone 1');
    expect(menu.textContent).not.toContain('once one of them was on');
  });

  test('one that is unplugged is replaced, which is said for a while', async () => {
    fake.devices.plug({ kind: 'audioinput', deviceId: 'mic-2', label: 'Headset' });
    await open();
    await act(async () => fake.devices.unplug('mic-1'));
    await settle();
    expect(document.querySelector('[role=status]')?.textContent).toBe(
      'The microphone was unplugged. In use now: Headset',
    );
    expect(pusher().of('audio').sender.track?.label).toBe('Headset');
    await act(() => platform.clock.advance(6_000));
    expect(document.querySelector('[role=status]')).toBeNull();
  });

  test('a phone’s other camera is one press away, and is not mirrored', async () => {
    fake.devices.plugged = [
      { kind: 'videoinput', deviceId: 'front', label: 'Front', facingMode: 'user' },
      { kind: 'videoinput', deviceId: 'back', label: 'Back', facingMode: 'environment' },
    ];
    await open({ microphone: false });
    await press('callgrid-switch-camera');
    expect(pusher().of('video').sender.track?.label).toBe('Back');
    expect(document.getElementById('callgrid-pusher')?.className).not.toContain('is-mirrored');
  });
});

describe('what a browser plays', () => {
  const video = () => document.getElementById('callgrid-player-0') as HTMLVideoElement;
  const badge = () => document.querySelector('.callgrid-badge')?.textContent;

  test('comes by WHEP, and again when it is lost', async () => {
    await open({ role: 'audience' });
    await joins();
    expect(sent('POST')).toEqual(['memory:2/camera?for=1']);
    expect(video().srcObject).toBeTruthy();
    fake.peers[0]?.become('failed');
    await settle();
    expect(sent('POST')).toHaveLength(2);
    expect(badge()).toBeUndefined();
  });

  test('comes by WS-FLV where no packet gets through, and says so', async () => {
    const onReport = vi.fn();
    fake.connects = false;
    await open({ role: 'audience', onReport });
    await joins();
    await act(() => platform.clock.advance(8_000));
    await vi.waitFor(() => expect(flv.played).toEqual(['memory:2/camera?for=1&by=ws-flv']));
    await settle();
    expect(badge()).toContain('Slower connection');
    expect(video().srcObject).toBeNull();
    expect(onReport).toHaveBeenCalledWith(
      expect.objectContaining({ event: 'fallback', detail: expect.objectContaining({ protocol: 'ws-flv' }) }),
    );
    // When that ends too, WebRTC is worth another try.
    fake.connects = true;
    await act(async () => flv.end());
    await settle();
    expect(badge()).toBeUndefined();
    expect(sent('POST')).toHaveLength(2);
  });

  test('is asked for by WHEP again where neither gets through', async () => {
    flv.works = false;
    fake.connects = false;
    await open({ role: 'audience' });
    await joins();
    await act(() => platform.clock.advance(8_000));
    await vi.waitFor(() => expect(sent('POST')).toHaveLength(2));
    expect(badge()).toBeUndefined();
  });

  test('comes by WS-FLV when a gateway that is reachable fails again and again', async () => {
    fake.answer = () => ({ status: 503 });
    await open({ role: 'audience' });
    await joins();
    await act(() => platform.clock.advance(10_000));
    await vi.waitFor(() => expect(flv.played).toHaveLength(1));
    expect(sent('POST')).toHaveLength(3);
  });

  test('waits for a tap where the browser plays no sound without', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play');
    play.mockImplementation(async function (this: HTMLMediaElement) {
      if (!this.muted) throw Object.assign(new Error('tap'), { name: 'NotAllowedError' });
    });
    await open({ role: 'audience' });
    await joins();
    expect(video().muted).toBe(true);
    play.mockImplementation(async () => {});
    await press('callgrid-unsilence');
    expect(video().muted).toBe(false);
    expect(document.getElementById('callgrid-unsilence')).toBeNull();
  });
});

describe('a screen', () => {
  const slotOf = (id: string) => document.getElementById(id)!.parentElement!.style;

  test('is published beside the camera, shown small here, and withdrawn by the button', async () => {
    await open();
    await press('callgrid-share-screen');
    expect(ownStreams().map(({ id, media }) => [id, Object.keys(media)])).toEqual([
      ['1/camera', ['audio', 'video']],
      ['1/screen', ['video']],
    ]);
    expect(sent('POST')).toEqual(['memory:1/camera?for=1', 'memory:1/screen?for=1']);
    expect(document.getElementById('callgrid-local-screen')?.textContent).toContain('Ann’s screen');
    await press('callgrid-share-screen');
    expect(ownStreams()).toHaveLength(1);
    expect(fake.devices.live('video')).toHaveLength(1);
    expect(document.getElementById('callgrid-local-screen')).toBeNull();
    expect(sent('DELETE')).toHaveLength(1);
  });

  test('is withdrawn at once when the browser’s own bar ends it', async () => {
    await open();
    fake.devices.screenSound = true;
    await press('callgrid-share-screen');
    expect(Object.keys(ownStreams()[1]!.media)).toEqual(['audio', 'video']);
    await act(async () => fake.devices.given[fake.devices.given.length - 2]!.end());
    expect(ownStreams()).toHaveLength(1);
    expect(fake.devices.live('audio')).toHaveLength(1);
  });

  test('is not published when the user changes her mind, which is no problem to tell', async () => {
    await open();
    fake.devices.failures.screen = 'NotAllowedError';
    await press('callgrid-share-screen');
    expect(ownStreams()).toHaveLength(1);
    expect(alerts()).toEqual([]);
    fake.devices.failures.screen = 'NotReadableError';
    await press('callgrid-share-screen');
    expect(alerts()).toEqual(['The screen could not be shared.']);
  });

  test('ends with the call', async () => {
    await open();
    await press('callgrid-share-screen');
    await press('callgrid-hang-up');
    expect(fake.devices.live('video')).toEqual([]);
  });

  test('chosen only after the call was over is not captured', async () => {
    await open();
    let choose = () => {};
    const { devices } = fake;
    const give = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (options) => {
      await new Promise<void>((resolve) => {
        choose = resolve;
      });
      return give(options);
    };
    await press('callgrid-share-screen');
    await press('callgrid-hang-up');
    choose();
    await settle();
    expect(devices.given[devices.given.length - 1]).toMatchObject({ label: 'screen', readyState: 'ended' });
    await press('callgrid-join-again');
    await settle();
    expect(document.getElementById('callgrid-share-screen')?.className).not.toContain('is-active');
    expect(alerts()).toEqual([]);
  });

  test('that no longer is to be sent is not said to be unseen', async () => {
    await open();
    fake.answer = () => ({ status: 406 });
    await press('callgrid-share-screen');
    expect(alerts()[0]).toContain('does not send H.264');
    await press('callgrid-share-screen');
    expect(alerts()).toEqual([]);
  });

  test('ended while the gateway was away is withdrawn once it is back', async () => {
    await open();
    await press('callgrid-share-screen');
    act(() => gateway.cut('den', own));
    await act(async () => fake.devices.live('video')[1]!.end());
    act(() => gateway.restore('den', own));
    await settle();
    expect(ownStreams()).toHaveLength(1);
  });

  test('of somebody else is first and large beside the camera, until the user chooses', async () => {
    await open();
    const room = await joins({ screen: true });
    expect(slotOf('callgrid-tile-2-screen')).toMatchObject({ left: '0%', top: '0%' });
    const large = slotOf('callgrid-tile-2-screen').width;
    expect(large).toBe('76%');
    expect(document.getElementById('callgrid-tile-2')).not.toBeNull();
    fireEvent.click(document.getElementById('callgrid-tile-2-screen')!);
    expect(slotOf('callgrid-tile-2-screen').width).not.toBe('76%');
    fireEvent.click(document.getElementById('callgrid-tile-2')!);
    expect(slotOf('callgrid-tile-2').width).toBe('76%');
    await act(() => room.unpublish({ source: 'screen' }));
    expect(document.getElementById('callgrid-tile-2-screen')).toBeNull();
    await act(() => room.publish({ source: 'screen', kinds: ['video'] }));
    expect(slotOf('callgrid-tile-2-screen').width).toBe('76%');
  });

  test('of somebody who is muted shows as it is', async () => {
    await open();
    const room = await joins({ screen: true });
    await act(() => room.mute('video'));
    expect(document.getElementById('callgrid-tile-2')?.className).toContain('is-camera-off');
    expect(document.getElementById('callgrid-tile-2-screen')?.className).toBe('callgrid-tile is-screen');
  });
});
