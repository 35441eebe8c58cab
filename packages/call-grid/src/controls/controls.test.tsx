import { act, fireEvent } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { nativeElements, nativeLog, slow } from '../../test/fake-native.tsx';
import { placeOf } from '../../test/place-of.ts';
import { WeappCall } from '../../test/weapp-call.tsx';
import { WebCall } from '../../test/web-call.tsx';

const shown = (id: string) => document.getElementById(id);
const pusher = () => nativeElements.get('callgrid-pusher');

describe('on a phone', () => {
  let call: WeappCall;
  beforeEach(() => {
    call = new WeappCall();
  });

  test('beauty, its strength and a filter are set on the same pusher', async () => {
    await call.open();
    await call.press('callgrid-more');
    expect(pusher()).toMatchObject({ beauty: 0, filter: 'standard' });
    expect(shown('callgrid-beauty-more')).toBeNull();
    await call.press('callgrid-beauty-nature');
    await call.press('callgrid-filter-pink');
    expect(pusher()).toMatchObject({ beauty: 5, beautyStyle: 'nature', filter: 'pink' });
    for (let press = 0; press < 6; press++) await call.press('callgrid-beauty-more');
    expect(pusher()).toMatchObject({ beauty: 9 });
    await call.press('callgrid-beauty-off');
    expect(pusher()).toMatchObject({ beauty: 0 });
    expect(nativeLog).toEqual(['pusher mounted']);
  });

  test('quality is the size and the bit rate of the same pusher, from the first on', async () => {
    await call.open({ quality: 'HD' });
    expect(pusher()).toMatchObject({ videoWidth: 540, videoHeight: 960, maxBitrate: 1_500 });
    await call.press('callgrid-more');
    expect(shown('callgrid-quality-HD')?.getAttribute('aria-pressed')).toBe('true');
    await call.press('callgrid-quality-FHD');
    expect(pusher()).toMatchObject({ videoWidth: 720, videoHeight: 1_280, maxBitrate: 2_000 });
    expect(nativeLog).toEqual(['pusher mounted']);
  });

  test('all players sound at the ear, newcomers too, and so they do after they took the speaker back', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    await call.press('callgrid-more');
    await call.press('callgrid-sound-ear');
    await call.joins(3, 'Cid');
    const modes = () => [0, 1].map((at) => nativeElements.get(`callgrid-player-${at}`)?.soundMode);
    expect(modes()).toEqual(['ear', 'ear']);
    await act(async () => call.platform.setInterrupted(true));
    await act(async () => call.platform.setInterrupted(false));
    expect(modes()).toEqual(['ear', 'ear']);
    await call.press('callgrid-sound-speaker');
    expect(modes()).toEqual(['speaker', 'speaker']);
    expect(nativeLog.filter((entry) => entry.startsWith('player'))).toEqual([
      'player 0 mounted',
      'player 1 mounted',
    ]);
  });

  test('the light belongs to the camera that looks away, and goes out with it', async () => {
    await call.open();
    await call.press('callgrid-more');
    const torch = () => shown('callgrid-menu-torch')?.textContent;
    expect(torch()).toBeUndefined();
    await call.press('callgrid-switch-camera');
    expect(torch()).toBe('Turn the light on');
    await call.press('callgrid-menu-torch');
    expect(torch()).toBe('Turn the light off');
    await call.press('callgrid-camera');
    expect(torch()).toBeUndefined();
    await call.press('callgrid-camera');
    expect(torch()).toBe('Turn the light on');
    await call.press('callgrid-switch-camera');
    expect(torch()).toBeUndefined();
    expect(nativeLog).toEqual([
      'pusher mounted',
      'pusher switched',
      'pusher lit or put out',
      'pusher switched',
    ]);
  });

  test('a button whose promise runs is busy, and is not heard a second time', async () => {
    await call.open();
    slow.answers = [];
    await call.press('callgrid-switch-camera');
    await call.press('callgrid-switch-camera');
    const button = shown('callgrid-switch-camera');
    expect(button?.getAttribute('aria-busy')).toBe('true');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher switched']);
    act(() => slow.answers?.[0]?.());
    await call.settle();
    expect(button?.getAttribute('aria-busy')).toBeNull();
    await call.press('callgrid-switch-camera');
    expect(nativeLog).toEqual(['pusher mounted', 'pusher switched', 'pusher switched']);
  });

  test('a mute is busy until the gateway heard it, and can be taken back while it cannot hear', async () => {
    await call.open();
    shown('callgrid-microphone')?.click();
    act(() => {});
    shown('callgrid-microphone')?.click();
    await call.settle();
    expect(pusher()).toMatchObject({ muted: true });
    call.cut();
    await call.press('callgrid-microphone');
    await call.press('callgrid-microphone');
    await call.press('callgrid-microphone');
    expect(pusher()).toMatchObject({ muted: false });
  });

  test('what the platform lacks is not there', async () => {
    call = new WeappCall({ capabilities: { torch: false, ear: false, beauty: false, filters: false } });
    await call.open();
    await call.press('callgrid-switch-camera');
    await call.press('callgrid-more');
    for (const id of ['menu-torch', 'sound-ear', 'beauty-smooth', 'filter-pink'])
      expect(shown(`callgrid-${id}`)).toBeNull();
    expect(shown('callgrid-quality-HD')).not.toBeNull();
  });

  test('an audience chooses how the call lies and sounds, and nothing of what it does not send', async () => {
    await call.open({ role: 'audience' });
    await call.press('callgrid-more');
    expect(shown('callgrid-layout-grid')).not.toBeNull();
    expect(shown('callgrid-sound-ear')).not.toBeNull();
    expect(shown('callgrid-quality-HD')).toBeNull();
  });

  test('a layout is chosen from the sheet, which a tap beside it closes', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    await call.joins(3, 'Cid');
    const isInStrip = () => placeOf(call.tile(3)).width < 25;
    await call.press('callgrid-more');
    await call.press('callgrid-layout-speaker');
    expect(isInStrip()).toBe(true);
    await call.press('callgrid-layout-grid');
    expect(isInStrip()).toBe(false);
    expect(shown('callgrid-layout-grid')?.getAttribute('aria-pressed')).toBe('true');
    act(() => document.querySelector<HTMLElement>('.callgrid-menu-shade')?.click());
    expect(shown('callgrid-layout-grid')).toBeNull();
  });
});

test('by keys, one is in the sheet once it opens, and back at its button when Escape closes it', async () => {
  const call = new WebCall();
  await call.open();
  shown('callgrid-more')?.focus();
  await call.press('callgrid-more');
  expect(document.activeElement?.getAttribute('role')).toBe('dialog');
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect(document.querySelector('[role=dialog]')).toBeNull();
  expect(document.activeElement).toBe(shown('callgrid-more'));
});

test('Escape closes what is on top, and then what was below it', async () => {
  const call = new WebCall();
  await call.open();
  for (const id of ['more', 'menu-statistics', 'more']) await call.press(`callgrid-${id}`);
  const open = () => ['.callgrid-menu', '.callgrid-statistics'].filter((it) => document.querySelector(it));
  expect(open()).toEqual(['.callgrid-menu', '.callgrid-statistics']);
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect(open()).toEqual(['.callgrid-statistics']);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(open()).toEqual([]);
});

test('in a browser, quality changes what is captured and sent in the same session', async () => {
  const call = new WebCall();
  await call.open();
  await call.press('callgrid-more');
  await call.press('callgrid-quality-FHD');
  expect(call.fake.devices.live('video')[0]?.applied).toEqual([
    { width: { ideal: 1_280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  ]);
  expect(call.pusher().of('video').sender.parameters.encodings).toEqual([
    { maxBitrate: 2_000_000, maxFramerate: 30 },
  ]);
  expect(call.sent('POST')).toHaveLength(1);
  expect(shown('callgrid-beauty-smooth')).toBeNull();
  expect(shown('callgrid-sound-ear')).toBeNull();
});
