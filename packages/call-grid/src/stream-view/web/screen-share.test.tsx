import { act } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { placeOf } from '../../../test/place-of.ts';
import { alerts, WebCall } from '../../../test/web-call.tsx';

let call: WebCall;

beforeEach(() => {
  call = new WebCall();
});

describe('a screen', () => {
  const place = (id: string) => placeOf(document.getElementById(id)!);

  test('is published beside the camera, shown small here, and withdrawn by the button', async () => {
    await call.open();
    await call.press('callgrid-share-screen');
    expect(call.ownStreams().map(({ id, media }) => [id, Object.keys(media)])).toEqual([
      ['1/camera', ['audio', 'video']],
      ['1/screen', ['video']],
    ]);
    expect(call.sent('POST')).toEqual(['memory:1/camera?for=1', 'memory:1/screen?for=1']);
    expect(document.getElementById('callgrid-local-screen')?.textContent).toContain('Ann’s screen');
    await call.press('callgrid-share-screen');
    expect(call.ownStreams()).toHaveLength(1);
    expect(call.fake.devices.live('video')).toHaveLength(1);
    expect(document.getElementById('callgrid-local-screen')).toBeNull();
    expect(call.sent('DELETE')).toHaveLength(1);
  });

  test('is withdrawn at once when the browser’s own bar ends it', async () => {
    await call.open();
    call.fake.devices.screenSound = true;
    await call.press('callgrid-share-screen');
    expect(Object.keys(call.ownStreams()[1]!.media)).toEqual(['audio', 'video']);
    await act(async () => call.fake.devices.given[call.fake.devices.given.length - 2]!.end());
    expect(call.ownStreams()).toHaveLength(1);
    expect(call.fake.devices.live('audio')).toHaveLength(1);
  });

  test('is not published when the user changes her mind, which is no problem to tell', async () => {
    await call.open();
    call.fake.devices.failures.screen = 'NotAllowedError';
    await call.press('callgrid-share-screen');
    expect(call.ownStreams()).toHaveLength(1);
    expect(alerts()).toEqual([]);
    call.fake.devices.failures.screen = 'NotReadableError';
    await call.press('callgrid-share-screen');
    expect(alerts()).toEqual(['The screen could not be shared.']);
  });

  test('ends with the call', async () => {
    await call.open();
    await call.press('callgrid-share-screen');
    await call.press('callgrid-hang-up');
    expect(call.fake.devices.live('video')).toEqual([]);
  });

  test('chosen only after the call was over is not captured', async () => {
    await call.open();
    let choose = () => {};
    const { devices } = call.fake;
    const give = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (options) => {
      await new Promise<void>((resolve) => {
        choose = resolve;
      });
      return give(options);
    };
    await call.press('callgrid-share-screen');
    await call.press('callgrid-hang-up');
    choose();
    await call.settle();
    expect(devices.given[devices.given.length - 1]).toMatchObject({ label: 'screen', readyState: 'ended' });
    await call.press('callgrid-join-again');
    await call.settle();
    expect(document.getElementById('callgrid-share-screen')?.className).not.toContain('is-active');
    expect(alerts()).toEqual([]);
  });

  test('that no longer is to be sent is not said to be unseen', async () => {
    await call.open();
    call.fake.answer = () => ({ status: 406 });
    await call.press('callgrid-share-screen');
    expect(alerts()[0]).toContain('does not send H.264');
    await call.press('callgrid-share-screen');
    expect(alerts()).toEqual([]);
  });

  test('ended while the gateway was away is withdrawn once it is back', async () => {
    await call.open();
    await call.press('callgrid-share-screen');
    call.cut();
    await act(async () => call.fake.devices.live('video')[1]!.end());
    call.restore();
    await call.settle();
    expect(call.ownStreams()).toHaveLength(1);
  });

  test('of somebody else is first and large beside the camera, until the user chooses', async () => {
    await call.open();
    const room = await call.bobJoins({ screen: true });
    expect(place('callgrid-tile-2-screen')).toMatchObject({ left: 0, top: 0 });
    const large = place('callgrid-tile-2-screen').width;
    expect(large).toBe(76);
    expect(document.getElementById('callgrid-tile-2')).not.toBeNull();
    call.tap('callgrid-tile-2-screen');
    expect(place('callgrid-tile-2-screen').width).not.toBe(76);
    call.tap('callgrid-tile-2');
    expect(place('callgrid-tile-2').width).toBe(76);
    await act(() => room.unpublish({ source: 'screen' }));
    expect(document.getElementById('callgrid-tile-2-screen')).toBeNull();
    await act(() => room.publish({ source: 'screen', kinds: ['video'] }));
    expect(place('callgrid-tile-2-screen').width).toBe(76);
  });

  test('of somebody who is muted shows as it is', async () => {
    await call.open();
    const room = await call.bobJoins({ screen: true });
    await act(() => room.mute('video'));
    expect(document.getElementById('callgrid-tile-2')?.className).toContain('is-camera-off');
    expect(document.getElementById('callgrid-tile-2-screen')?.className).toBe('callgrid-tile is-screen');
  });
});
