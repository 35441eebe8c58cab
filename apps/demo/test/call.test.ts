import path from 'node:path';
import { createGateway, type Gateway, readConfig } from '@callgrid/gateway';
import { launchPhone, type Phone, type ScriptedDriver, scripted } from '@callgrid/phone';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

// The demo as WeChat gets it, on headless phones, in rooms of a real gateway; only the media is scripted.
const dist = path.resolve(import.meta.dirname, '../dist/weapp');

let gateway: Gateway;
let url: string;
let room = 0;
const phones: Phone[] = [];

beforeAll(async () => {
  gateway = createGateway(readConfig(['--port=0', '--rtmp-port=0', '--log-level=silent'], {}));
  url = `ws://127.0.0.1:${(await gateway.listen()).port}`;
});
afterAll(() => gateway.close());
afterEach(async () => {
  const left = phones.splice(0);
  for (const phone of left) {
    expect(phone.violations).toEqual([]);
    expect(phone.errors).toEqual([]);
  }
  await Promise.all(left.map((phone) => phone.close()));
});

async function call(count: number): Promise<Phone[]> {
  room++;
  for (let uid = 1; uid <= count; uid++) await joins(uid);
  await Promise.all(
    phones.map((phone) => phone.until(() => phone.count('live-player') === count - 1, 10_000)),
  );
  return phones;
}

async function joins(uid: number, media: ScriptedDriver = scripted()): Promise<Phone> {
  const query = { gateway: encodeURIComponent(url), room: `room-${room}`, uid: String(uid), name: `P${uid}` };
  const phone = await launchPhone({ dist, page: 'pages/room/index', query, media });
  phones.push(phone);
  await phone.until(() => phone.exists('live-pusher'), 10_000);
  return phone;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 300));
const classes = (phone: Phone, selector: string) => phone.attribute(selector, 'class')?.split(/\s+/) ?? [];
const isLive = (phone: Phone, index: number) => phone.natives()[index]?.state.status === 'live';
const toldOf = (phone: Phone, index: number) =>
  phone.natives()[index]?.state.codes.map(({ code }) => code) ?? [];
const verbs = (phone: Phone) => phone.calls.map(({ kind, method }) => `${kind} ${method}`);

describe('a call', () => {
  test('gives every element what CallGrid set, under its own name', async () => {
    const [first] = (await call(2)) as [Phone];
    const [pusher, player] = first.natives();
    expect(pusher?.props).toMatchObject({
      mode: 'RTC',
      autopush: true,
      muted: false,
      enableCamera: true,
      enableMic: true,
      videoWidth: 360,
      videoHeight: 640,
      minBitrate: 200,
      maxBitrate: 900,
    });
    expect(player?.props).toMatchObject({
      mode: 'RTC',
      autoplay: true,
      minCache: 0.2,
      maxCache: 0.8,
      soundMode: 'speaker',
      objectFit: 'fillCrop',
    });
    expect([pusher?.dataset.uid, player?.dataset.uid]).toEqual(['1', '2']);
  });

  test('shows the others who speaks, and nobody who is muted', async () => {
    room++;
    const media = scripted();
    const speaker = await joins(2, media);
    const first = await joins(1);
    const speaks = () => classes(first, '#callgrid-tile-2').includes('is-speaking');
    await first.until(() => first.count('live-player') === 1);
    const { nid } = speaker.natives()[0]!;
    // A pusher tells it some times a second.
    const voice = setInterval(() => media.hear(nid, 40), 60);
    try {
      await first.until(speaks);
      speaker.tap('#callgrid-microphone');
      await first.until(() => !speaks());
    } finally {
      clearInterval(voice);
    }
  });

  test('keeps the players of the others in place when somebody leaves and comes', async () => {
    const [first, second] = (await call(4)) as [Phone, Phone];
    const before = first.natives().map(({ nid }) => nid);
    const gone = first.natives().find(({ dataset }) => dataset.uid === '2')?.nid;
    second.tap('#callgrid-hang-up');
    await first.until(() => first.count('live-player') === 2);
    expect(first.natives().map(({ nid }) => nid)).toEqual(before.filter((nid) => nid !== gone));
    await joins(9);
    await first.until(() => first.count('live-player') === 3);
    const after = first.natives().map(({ nid }) => nid);
    expect(before.filter((nid) => nid !== gone).every((nid) => after.includes(nid))).toBe(true);
  });

  test('stops its devices before it leaves, by the button and by the back key', async () => {
    const [first, second, third] = (await call(3)) as [Phone, Phone, Phone];
    first.tap('#callgrid-hang-up');
    await second.until(() => second.count('live-player') === 1);
    expect(verbs(first).sort()).toEqual(['live-player stop', 'live-player stop', 'live-pusher stop']);
    await first.until(() => first.page.route === 'pages/join/index');
    third.navigate('/pages/join/index');
    third.back();
    third.tap('#callgrid-hang-up');
    await second.until(() => second.count('live-player') === 0);
    expect(verbs(third)).toContain('live-pusher stop');
  });

  test('sets light, sound, beauty and quality on the elements that are there, and draws statistics by a style each', async () => {
    const [first] = (await call(2)) as [Phone];
    const before = first.natives().map(({ nid }) => nid);
    const press = async (id: string, index: number, props: Record<string, unknown>) => {
      first.tap(`#callgrid-${id}`);
      const has = ([name, value]: [string, unknown]) => first.natives()[index]?.props[name] === value;
      await first.until(() => Object.entries(props).every(has));
    };
    first.tap('#callgrid-more');
    await first.until(() => first.exists('#callgrid-sound-ear'));
    await press('sound-ear', 1, { soundMode: 'ear' });
    await press('beauty-nature', 0, { beautyStyle: 'nature', beauty: 5 });
    await press('filter-pink', 0, { filter: 'pink' });
    await press('quality-HD', 0, { videoWidth: 540, videoHeight: 960, maxBitrate: 1_500 });
    first.tap('#callgrid-switch-camera');
    await first.until(() => first.exists('#callgrid-menu-torch'));
    first.tap('#callgrid-menu-torch');
    await first.until(() => verbs(first).includes('live-pusher toggleTorch'));
    first.tap('#callgrid-menu-statistics');
    await first.until(() => first.count('.callgrid-statistics-graph') === 2);
    const graph = () => first.attribute('.callgrid-statistics-graph', 'style');
    const { length = 0 } = graph() ?? '';
    first.resetSetData();
    await first.until(() => (graph()?.length ?? 0) > length);
    expect(first.setData.bytes).toBeLessThan(2_000);
    expect(first.natives().map(({ nid }) => nid)).toEqual(before);
  });

  test('starts a pusher that gave up, once', async () => {
    room++;
    const media = scripted();
    const phone = await joins(1, media);
    await phone.until(() => isLive(phone, 0));
    media.refuse(() => true);
    media.fail(phone.natives()[0]!.nid, 3005);
    await phone.until(() => verbs(phone).length > 0, 15_000);
    media.refuse(null);
    await phone.until(() => isLive(phone, 0), 15_000);
    await settled();
    expect(toldOf(phone, 0)).toContain(-1307);
    expect(verbs(phone)).toEqual(['live-pusher start']);
  });

  test('lets a pusher that gave up wait for signalling, and starts it once', async () => {
    room++;
    const phone = await joins(1);
    await phone.until(() => isLive(phone, 0));
    phone.goOffline();
    await phone.until(() => toldOf(phone, 0).includes(-1307), 15_000);
    expect(verbs(phone)).toEqual([]);
    phone.goOnline();
    await phone.until(() => isLive(phone, 0), 15_000);
    await settled();
    expect(verbs(phone)).toEqual(['live-pusher start']);
  });

  test('subscribes again and plays when a player gave up', async () => {
    room++;
    const media = scripted();
    const phone = await joins(1, media);
    await joins(2);
    await phone.until(() => isLive(phone, 1));
    media.fail(phone.natives()[1]!.nid, -2301);
    await phone.until(() => isLive(phone, 1));
    expect(verbs(phone)).toEqual(['live-player play']);
  });
});

test('the join page says what is missing, and joins once it is there', async () => {
  room++;
  const phone = await launchPhone({ dist });
  phones.push(phone);
  await phone.until(() => phone.exists('#join'));
  phone.input('#room', '');
  phone.tap('#join');
  await phone.until(() => phone.text('.join-card').includes('Enter a room name'));
  phone.input('#gateway', url);
  phone.input('#room', `room-${room}`);
  phone.input('#name', '安 & Ann');
  phone.tap('#join');
  await phone.until(() => phone.page.route === 'pages/room/index' && phone.exists('live-pusher'));
  expect(phone.text('#callgrid-local')).toContain('安 & Ann');
});
