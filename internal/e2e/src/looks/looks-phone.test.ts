import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_UID, startUiCall, type UiCall, type UiCallOptions } from '@callgrid/bench/ui-call';
import type { Room } from '@callgrid/core';
import { spyRequests } from '@callgrid/gateway/test/spy-requests';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../phone-call.ts';
import { startUiGateway } from '../ui-gateway.ts';

const BOB = OWN_UID + 1;
const CID = OWN_UID + 2;

/** What CallGrid shows on the headless phone, compiled; docs/callgrid-coverage.md names these tests. */
async function begin(
  others: number,
  device: UiCallOptions['device'] = {},
  more: Pick<UiCallOptions, 'page' | 'query'> = {},
): Promise<UiCall> {
  return startUiCall({ gateway: await startUiGateway(), dist: demo, others, device, ...more });
}

let call: UiCall;
/** What the gateway was asked for, and what of whom. */
const asked: string[] = [];
spyRequests(({ request: { method, params } }) => {
  if (method === 'mute' || method === 'unmute') asked.push(method);
  if (method === 'subscribe' || method === 'unsubscribe')
    asked.push(`${method} ${params.uid} ${params.kinds ?? ''}`);
});

const tile = (uid: number) => `#callgrid-tile-${uid}`;
const person = (uid: number): Room => call.others.get(uid)!;
const nidOf = (uid: number) =>
  call.phone.natives().find(({ kind, dataset }) => kind === 'live-player' && dataset.uid === `${uid}`)!.nid;
const pusher = () => call.phone.natives().find(({ kind }) => kind === 'live-pusher')!;
const shows = (selector: string) => call.until(selector, () => call.phone.exists(selector));
const hides = (selector: string) => call.until(`no ${selector}`, () => !call.phone.exists(selector));
const says = (selector: string, words: string) =>
  call.until(words, () => call.phone.exists(selector) && call.phone.text(selector).includes(words));

async function press(id: string): Promise<void> {
  await shows(`#callgrid-${id}`);
  call.phone.tap(`#callgrid-${id}`);
}

async function stop(): Promise<void> {
  const { violations, errors } = call.phone;
  await call.stop();
  expect([violations, errors]).toEqual([[], []]);
}

describe('a call of four on a phone', () => {
  let natives: readonly number[];
  beforeAll(async () => {
    call = await begin(3);
    natives = call.phone.natives().map(({ nid }) => nid);
  });
  afterEach(() => expect(call.phone.natives().map(({ nid }) => nid)).toEqual(natives));
  afterAll(() => stop());

  it('shows a name on each tile', async () => {
    for (const uid of call.others.keys()) await says(`${tile(uid)} .callgrid-name`, `${uid}`);
    await says('#callgrid-local .callgrid-name', 'Ann');
  });

  it('shows an initial in place of a camera that is off', async () => {
    await person(BOB).mute('video');
    await shows(`${tile(BOB)}.is-camera-off`);
    expect(call.phone.text(`${tile(BOB)} .callgrid-initial`)).toBe('1');
    await person(BOB).unmute('video');
    await hides(`${tile(BOB)}.is-camera-off`);
  });

  it('shows that a microphone is off', async () => {
    await person(BOB).mute('audio');
    await shows(`${tile(BOB)}.is-muted`);
    await person(BOB).unmute('audio');
    await hides(`${tile(BOB)}.is-muted`);
  });

  it('rings the tile of who speaks', async () => {
    person(CID).setSpeaking(true);
    await shows(`${tile(CID)}.is-speaking`);
    person(CID).setSpeaking(false);
    await hides(`${tile(CID)}.is-speaking`);
  });

  it('shows how well a stream gets through, in bars', async () => {
    const style = () => call.phone.attribute('#callgrid-stage', 'style') ?? '';
    call.media.network(nidOf(BOB), { netQualityLevel: 5 });
    await call.until('one bar', () => /--q1: ?1/.test(style()));
    call.media.network(nidOf(BOB), { netQualityLevel: 1 });
    await call.until('five bars', () => /--q1: ?5/.test(style()));
  });

  it('leaves it to live-pusher to show the own front camera as in a mirror', () => {
    const { localMirror, remoteMirror } = pusher().props;
    expect({ localMirror, remoteMirror }).toEqual({ localMirror: 'auto', remoteMirror: false });
  });

  it('says that a picture is on its way back', async () => {
    call.media.fail(nidOf(BOB), 2103);
    await shows(`${tile(BOB)} .callgrid-cover.is-reconnecting`);
    call.media.fail(nidOf(BOB), 2003);
    await hides(`${tile(BOB)} .callgrid-cover`);
  });

  it('says that a picture failed, and tries again when asked to', async () => {
    call.media.refuse(() => true);
    call.media.fail(nidOf(BOB), -2301);
    await shows(`${tile(BOB)} .callgrid-cover.is-failed`);
    call.media.refuse(null);
    call.phone.tap(`${tile(BOB)} .callgrid-action`);
    await hides(`${tile(BOB)} .callgrid-cover`);
  });

  it('mutes somebody for its own user by the menu', async () => {
    for (const method of ['unsubscribe', 'subscribe']) {
      asked.length = 0;
      await press(`tile-${BOB}-menu`);
      await press('menu-hush');
      await call.until(method, () => asked.includes(`${method} ${BOB} audio`));
    }
  });

  it('lays all in a grid, or one large beside a strip, as it is told', async () => {
    await press('more');
    await press('layout-speaker');
    await shows('.callgrid-tiles.has-main');
    await press('layout-grid');
    await hides('.callgrid-tiles.has-main');
    await press('layout-auto');
    await press('more');
  });

  it('turns the microphone and the camera off and on', async () => {
    for (const [id, prop, on] of [
      ['microphone', 'muted', false],
      ['camera', 'enableCamera', true],
    ] as const) {
      await press(id);
      await call.until(`${id} off`, () => pusher().props[prop] === !on);
      await press(id);
      await call.until(`${id} on`, () => pusher().props[prop] === on);
    }
  });

  it('minds a second press of a button only when the first is done', async () => {
    asked.length = 0;
    await press('microphone');
    call.phone.tap('#callgrid-microphone');
    await call.until('muted', () => pusher().props.muted === true);
    await call.clock.advance(500);
    expect(asked).toEqual(['mute']);
    await press('microphone');
    await call.until('unmuted', () => pusher().props.muted === false);
    expect(asked).toEqual(['mute', 'unmute']);
  });

  it('turns to the other camera', async () => {
    const turns = () => call.phone.calls.filter(({ method }) => method === 'switchCamera').length;
    await press('switch-camera');
    await call.until('turned', () => turns() === 1);
  });

  it('says that it is reconnecting, and nothing when it is back', async () => {
    call.phone.goOffline();
    await shows('.callgrid-notice');
    call.phone.goOnline();
    await hides('.callgrid-notice');
  });
});

describe('as people come to a phone', () => {
  beforeAll(async () => {
    call = await begin(0);
  });
  afterAll(() => stop());

  it('one alone waits, and has the stage', async () => {
    await shows('.callgrid-empty');
    expect(call.phone.exists('.callgrid-tiles.has-main')).toBe(false);
  });

  it('of two, one lies in a corner of the other', async () => {
    await call.join(BOB);
    await shows('.callgrid-tiles.is-pair');
  });

  it('up to nine lie in a grid', async () => {
    for (let uid = CID; uid < OWN_UID + 9; uid += 1) {
      await call.join(uid);
      await shows(tile(uid));
      expect(call.phone.exists('.callgrid-tiles.has-main')).toBe(false);
    }
  });

  it('a screen is large, and a tile of its own', async () => {
    await person(BOB).publish({ source: 'screen', kinds: ['video'] });
    await shows(`.callgrid-slot.is-large ${tile(BOB)}-screen`);
    await shows(`${tile(BOB)}-screen.is-screen`);
    await person(BOB).unpublish({ source: 'screen' });
    await hides(`${tile(BOB)}-screen`);
  });

  it('says that a picture is to come, where it takes long', async () => {
    const newcomer = OWN_UID + 3;
    await person(newcomer).leave();
    await hides(tile(newcomer));
    call.media.hold(() => true);
    await call.join(newcomer);
    await shows(`${tile(newcomer)} .callgrid-cover.is-connecting`);
    call.media.hold(null);
  });
});

describe.each([
  ['a tablet', { width: 1_024, height: 1_366 }],
  ['a computer', { width: 1_440, height: 900 }],
] as const)('on %s', (_, size) => {
  beforeAll(async () => {
    call = await begin(11, size);
  });
  afterAll(() => stop());

  it('more tiles lie on a page than a phone takes', () => {
    expect(call.phone.count('.callgrid-tile')).toBeGreaterThan(9);
  });
});

describe('on a page of the app’s own, on a phone', () => {
  beforeAll(async () => {
    call = await begin(1, {}, { page: 'pages/room/hooks', query: { who: `${BOB}` } });
  });
  afterAll(() => stop());

  const bob = `${BOB}/camera`;
  it.each([
    ['useRoom', 'joined'],
    ['useRoomView', '2'],
    ['useConnectionState', 'joined'],
    ['useParticipants', 'Ann'],
    ['useParticipant', '""'],
    ['useActiveSpeakers', '[]'],
    ['useMuted', 'false'],
    ['useLocal', `["${OWN_UID}","broadcaster"]`],
    ['useLocalMedia', '{"audio":false,"video":false}'],
    ['useLocalStream', `${OWN_UID}/camera`],
    ['useRemoteStreams', bob],
    ['useRemoteStreamIds', bob],
    ['useStream', bob],
    ['useNetworkQuality', '1'],
    ['useStreamQuality', '1'],
    ['useQualityLog', '2'],
    ['useGrid', 'auto'],
    ['useGridLayout', '["pair",2]'],
    ['usePagination', '[0,1,0]'],
  ])('%s says %s', async (hook, said) => {
    await says(`#${hook}`, said);
  });

  it('useRoomEvent says who came, and who went', async () => {
    await call.join(CID);
    await says('#useRoomEvent', 'came');
    await person(CID).leave();
    await says('#useRoomEvent', `${CID} went: left`);
  });

  it('useActiveSpeakers and useMuted follow who speaks and who is muted', async () => {
    person(BOB).setSpeaking(true);
    await says('#useActiveSpeakers', `${BOB}`);
    await person(BOB).mute('audio');
    await says('#useMuted', 'true');
  });
});

it('keeps clear of what a phone covers at its edges', () => {
  const folder = join(demo, 'pages/room');
  const sheets = readdirSync(folder).filter((file) => file.endsWith('.wxss'));
  const text = sheets.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  expect(text).toContain('env(safe-area-inset-bottom)');
});
