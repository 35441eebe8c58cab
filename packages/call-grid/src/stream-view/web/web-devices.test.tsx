import { act, fireEvent } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { alerts, WebCall } from '../../../test/web-call.tsx';

let call: WebCall;

beforeEach(() => {
  call = new WebCall();
});

describe('a browser’s devices', () => {
  test('a refused camera: said, the others see it off, and the microphone is sent', async () => {
    call.fake.devices.failures.video = 'NotAllowedError';
    await call.open();
    await call.settle();
    expect(alerts()[0]).toContain('The camera is not allowed');
    expect(call.gateway.room('den')?.participants[0]?.muted).toEqual({ audio: false, video: true });
    expect(call.pusher().of('audio').sender.track).toBe(call.fake.devices.live('audio')[0]);
    delete call.fake.devices.failures.video;
    await call.press('callgrid-try-camera');
    await call.settle();
    expect(alerts()).toEqual([]);
    expect(call.fake.devices.live('video')).toHaveLength(1);
    expect(call.gateway.room('den')?.participants[0]?.muted.video).toBe(false);
  });

  test.each([
    ['NotReadableError', 'Camera and microphone are in use elsewhere'],
    ['NotFoundError', 'There is neither camera nor microphone'],
  ])('both that end in %s: said once, and can be gone without', async (name, text) => {
    call.fake.devices.failures.video = name;
    call.fake.devices.failures.audio = name;
    await call.open();
    await call.settle();
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain(text);
    await call.press('callgrid-dismiss-both');
    expect(alerts()).toEqual([]);
    // There is nothing to send, and nothing that would have to connect.
    await act(() => call.platform.clock.advance(10_000));
    expect(document.getElementById('callgrid-local')?.textContent).not.toContain('Connecting');
  });

  test('an insecure page: says that https is needed', async () => {
    call = new WebCall({ insecure: true });
    await call.open();
    await call.settle();
    expect(alerts()[0]).toContain('open it over https');
  });

  test('can be changed in the call, without another session', async () => {
    call.fake.devices.plug({ kind: 'videoinput', deviceId: 'cam-2', label: 'Camera 2' });
    await call.open();
    await call.press('callgrid-more');
    const choice = document.getElementById('callgrid-choose-camera') as HTMLSelectElement;
    expect(Array.from(choice.options, ({ text }) => text)).toEqual(['Camera 1', 'Camera 2']);
    fireEvent.change(choice, { target: { value: 'cam-2' } });
    await call.settle();
    expect(call.pusher().of('video').sender.track?.label).toBe('Camera 2');
    expect(choice.value).toBe('cam-2');
    expect(call.sent('POST')).toHaveLength(1);
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(document.querySelector('.callgrid-menu')).toBeNull();
  });

  test('are named once one was allowed, and until then not said to be missing', async () => {
    const enumerate = call.fake.devices.enumerateDevices.bind(call.fake.devices);
    call.fake.devices.enumerateDevices = async () =>
      (await enumerate()).map((it) => ({ ...it, deviceId: '', label: '' }));
    await call.open({ camera: false, microphone: false });
    await call.press('callgrid-more');
    const menu = document.querySelector('.callgrid-menu')!;
    expect(menu.textContent).toContain('once one of them was on');
    call.fake.devices.enumerateDevices = enumerate;
    await call.press('callgrid-microphone');
    expect(menu.textContent).toContain('Microphone 1');
    expect(menu.textContent).not.toContain('once one of them was on');
  });

  test('one that is unplugged is replaced, which is said for a while', async () => {
    call.fake.devices.plug({ kind: 'audioinput', deviceId: 'mic-2', label: 'Headset' });
    await call.open();
    await act(async () => call.fake.devices.unplug('mic-1'));
    await call.settle();
    expect(document.querySelector('[role=status]')?.textContent).toBe(
      'The microphone was unplugged. In use now: Headset',
    );
    expect(call.pusher().of('audio').sender.track?.label).toBe('Headset');
    await act(() => call.platform.clock.advance(6_000));
    expect(document.querySelector('[role=status]')).toBeNull();
  });

  test('a light is offered for a camera that has one, and says whether it is on', async () => {
    call.fake.devices.plugged = [
      { kind: 'videoinput', deviceId: 'front', label: 'Front', facingMode: 'user' },
      { kind: 'videoinput', deviceId: 'back', label: 'Back', facingMode: 'environment', torch: true },
    ];
    await call.open({ microphone: false });
    await call.press('callgrid-more');
    const torch = () => document.getElementById('callgrid-menu-torch')?.textContent;
    expect(torch()).toBeUndefined();
    await call.press('callgrid-switch-camera');
    expect(torch()).toBe('Turn the light on');
    await call.press('callgrid-menu-torch');
    expect(torch()).toBe('Turn the light off');
    expect(call.fake.devices.live('video')[0]?.applied).toMatchObject([{ advanced: [{ torch: true }] }]);
    await call.press('callgrid-camera');
    expect(torch()).toBeUndefined();
  });

  test('a phone’s other camera is one press away, and is not mirrored', async () => {
    call.fake.devices.plugged = [
      { kind: 'videoinput', deviceId: 'front', label: 'Front', facingMode: 'user' },
      { kind: 'videoinput', deviceId: 'back', label: 'Back', facingMode: 'environment' },
    ];
    await call.open({ microphone: false });
    const button = document.getElementById('callgrid-switch-camera')!;
    fireEvent.click(button);
    // What is beside it does not come under the finger while the cameras change.
    expect(button.isConnected).toBe(true);
    await call.settle();
    expect(call.pusher().of('video').sender.track?.label).toBe('Back');
    expect(document.getElementById('callgrid-pusher')?.className).not.toContain('is-mirrored');
  });
});

test('a page that goes leaves the call, and nobody waits for it', async () => {
  const onLeft = vi.fn();
  await call.open({ onLeft });
  fireEvent(window, Object.assign(new Event('pagehide'), { persisted: true }));
  await call.settle();
  expect(call.gateway.room('den')?.participants).toHaveLength(1);
  fireEvent(window, Object.assign(new Event('pagehide'), { persisted: false }));
  await call.settle();
  expect(call.gateway.room('den')).toBeNull();
  expect(onLeft.mock.calls).toEqual([['left']]);
});
