import type { NativeElement } from '@callgrid/phone';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, type PhoneCall, pusherOf, startPhoneCall, type Told, tiles } from './phone-call.ts';

/** Every row of docs/background.md, on headless phones: Ann is the one it happens to, Bo and a watcher look on. */
describe('the call, when something takes the phone from it', () => {
  let call: PhoneCall;
  let ann: Caller;
  let told: Told;
  let elements: readonly number[];

  beforeEach(async () => {
    call = await startPhoneCall({ phones: 2, media: 'scripted' });
    ann = call.callers[0]!;
    await until('everything is live', () => natives().every(({ state }) => state.status === 'live'));
    elements = natives().map(({ nid }) => nid);
    told = call.listen();
  });
  afterEach(async () => {
    for (const { phone } of call.callers) {
      expect(phone.errors).toEqual([]);
      expect(phone.violations).toEqual([]);
    }
    await call.stop();
  });

  const natives = (): NativeElement[] => ann.phone.natives();
  const say = (code: number) => ann.phone.fire(pusherOf(ann).nid, 'statechange', { code });
  const starts = () => ann.phone.calls.filter(({ method }) => method === 'start').length;
  const hears = (...facts: string[]) =>
    until(`the watcher hears ${facts}`, () => facts.every((fact) => told.facts.includes(fact)), 10_000);

  /** Nobody left, nothing was withdrawn, and the native elements are the very same. */
  function expectUnbroken(): void {
    expect(told.facts.filter((fact) => /Left|Unpublished/.test(fact))).toEqual([]);
    expect(natives().map(({ nid }) => nid)).toEqual(elements);
    expect(call.callers.map(tiles)).toEqual([2, 2]);
  }

  it('5000, and the device comes back by itself: nothing is started', async () => {
    say(5000);
    ann.phone.hide();
    await hears('statusChanged 1001 background');
    ann.phone.show();
    say(1002);
    await hears('statusChanged 1001 connected');
    ann.phone.tap('#callgrid-microphone');
    await hears('muted 1001 audio');
    expect(starts()).toBe(0);
    expectUnbroken();
  });

  it('5000, and the device does not come back: it is started after 3 s', async () => {
    say(5000);
    ann.phone.hide();
    ann.phone.show();
    await until('the pusher is started', () => starts() === 1, 6_000);
    expectUnbroken();
  });

  it('5001, heard when the app is shown already: the room is left, and joined again at once', async () => {
    say(5000);
    ann.phone.hide();
    await hears('statusChanged 1001 background');
    ann.phone.show();
    say(5001);
    await hears('participantLeft 1001 left', 'participantJoined 1001');
    await until('everybody is back', () => call.callers.every((it) => tiles(it) === 2));
    await until(
      'everything is live',
      () => natives().length === 2 && natives().every(({ state }) => state.status === 'live'),
    );
  });

  it('5001: the devices stop, their elements go, the room is left, and joined again when shown', async () => {
    say(5000);
    ann.phone.hide();
    say(5001);
    await hears('participantLeft 1001 left');
    expect(natives()).toEqual([]);
    expect(ann.phone.pages()).toHaveLength(1);
    ann.phone.show();
    await hears('participantJoined 1001');
    await until('everybody is back', () => call.callers.every((it) => tiles(it) === 2));
    await until(
      'everything is live',
      () => natives().length === 2 && natives().every(({ state }) => state.status === 'live'),
    );
  });

  it('the app is hidden until its sockets are cut, and shown: the seat waited, and nobody left', async () => {
    ann.phone.hide();
    await hears('statusChanged 1001 background');
    // WeChat lets a hidden app open no other one.
    ann.signalling.refuse();
    await until('the socket is cut', () => ann.phone.text('.callgrid-banners').includes('重连'), 10_000);
    await ann.signalling.open();
    ann.phone.show();
    await hears('statusChanged 1001 connected');
    await until('the banner is gone', () => !ann.phone.text('.callgrid-banners').includes('重连'));
    expect(told.facts).toEqual(['statusChanged 1001 background', 'statusChanged 1001 connected']);
    expectUnbroken();
  });

  it('a page is pushed on top: the call goes on under it', async () => {
    ann.phone.navigate('/pages/join/index');
    await until('the other page is there', () => ann.phone.exists('.join-card'));
    expect(ann.phone.pages()).toHaveLength(2);
    expect(natives().map(({ state }) => state.status)).toEqual(['live', 'live']);
    ann.phone.back();
    await until('the call is on top', () => ann.phone.page.route === 'pages/room/index');
    ann.phone.tap('#callgrid-microphone');
    await hears('muted 1001 audio');
    expect(told.facts).toEqual(['muted 1001 audio']);
    expectUnbroken();
  });

  it('the network changes from Wi-Fi to 4G: the seat is taken up again, on the same addresses', async () => {
    const addresses = natives().map(({ props }) => props.url ?? props.src);
    ann.phone.goOnline('4g');
    await hears('statusChanged 1001 reconnecting', 'statusChanged 1001 connected');
    await until('everything is live', () => natives().every(({ state }) => state.status === 'live'), 10_000);
    expect(natives().map(({ props }) => props.url ?? props.src)).toEqual(addresses);
    expectUnbroken();
  });

  it.each([
    ['摄像头', 'scope.camera', 'video', -1301, 'enableCamera'],
    ['麦克风', 'scope.record', 'audio', -1302, 'enableMic'],
  ] as const)(
    'the device %s is refused: the call goes on without it, and with it once it is allowed',
    async (device, scope, kind, code, attribute) => {
      ann.phone.permit(scope, false);
      say(code);
      await hears(`muted 1001 ${kind}`);
      await until('the pusher goes on', () => starts() === 1 && pusherOf(ann).state.status === 'live');
      await until('it goes on without', () => pusherOf(ann).props[attribute] === false);
      await until('it says so', () => ann.phone.text('.callgrid-banners').includes(device));
      ann.phone.permit(scope, true);
      ann.phone.tap('#callgrid-settings');
      await hears(`unmuted 1001 ${kind}`);
      await until('the pusher has it', () => pusherOf(ann).props[attribute] === true);
      await until('nothing is asked for', () => !ann.phone.exists('#callgrid-settings'));
      expectUnbroken();
    },
  );

  it('somebody rings: muted and in the background while it lasts, and back after it', async () => {
    ann.phone.incomingCall();
    await hears('muted 1001 audio', 'statusChanged 1001 background');
    ann.phone.callEnded();
    await hears('unmuted 1001 audio', 'statusChanged 1001 connected');
    await until('everything is live', () => natives().every(({ state }) => state.status === 'live'), 10_000);
    await until('the microphone is on', () => pusherOf(ann).props.enableMic === true);
    expectUnbroken();
  });

  it('somebody rings who is muted anyway: stays muted after it', async () => {
    ann.phone.tap('#callgrid-microphone');
    await hears('muted 1001 audio');
    ann.phone.incomingCall();
    await hears('statusChanged 1001 background');
    ann.phone.callEnded();
    await hears('statusChanged 1001 connected');
    ann.phone.tap('#callgrid-camera');
    await hears('muted 1001 video');
    expect(told.facts).not.toContain('unmuted 1001 audio');
    expectUnbroken();
  });
});
