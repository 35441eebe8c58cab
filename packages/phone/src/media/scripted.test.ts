import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { launchPhone, type Phone, scripted } from '../index.ts';

const dist = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));
const media = () => scripted();
let phone: Phone;
afterEach(() => phone.close());
const state = () => phone.natives()[0]!.state;
const codes = () => state().codes.map(({ code }) => code);

it('starts like a real pusher, and the mini program hears it', async () => {
  phone = await launchPhone({ dist, query: { push: 'rtmp://host/a' }, media: media() });
  await phone.until(() => state().status === 'live');
  expect(phone.text('#codes')).toBe('1005 1003 1007 1008 1001 1002');
  expect(phone.natives()).toMatchObject([
    { kind: 'live-pusher', id: 'pusher', page: 'pages/index/index', props: { url: 'rtmp://host/a' } },
  ]);
});

it('starts like a real player, with its dataset', async () => {
  phone = await launchPhone({ dist, query: { play: 'rtmp://host/a,rtmp://host/b' }, media: media() });
  await phone.until(() => phone.natives().every((one) => one.state.status === 'live'));
  expect(codes()).toEqual([2001, 2002, 2008, 2003, 2009, 2004]);
  expect(phone.natives().map(({ dataset }) => dataset)).toEqual([{ uid: 'p0' }, { uid: 'p1' }]);
});

it('starts only when told without autopush, and fails on demand', async () => {
  const driver = media();
  phone = await launchPhone({ dist, query: { push: 'rtmp://host/a', autopush: 'false' }, media: driver });
  await phone.until(() => phone.natives().length === 1);
  expect(state().status).toBe('idle');
  phone.tap('#start');
  await phone.until(() => state().status === 'live');
  driver.fail(phone.natives()[0]!.nid, -1307);
  expect(state().status).toBe('failed');
  expect(codes().at(-1)).toBe(-1307);
  phone.tap('#start');
  await phone.until(() => state().status === 'live');
  expect(phone.calls).toMatchObject([{ method: 'start', kind: 'live-pusher' }, { method: 'start' }]);
});

it('reconnects after a broken connection', async () => {
  phone = await launchPhone({ dist, query: { push: 'rtmp://host/a' }, media: media() });
  await phone.until(() => state().status === 'live');
  expect(phone.media.kill(phone.natives()[0]!.nid)).toBe(true);
  expect(codes().slice(-2)).toEqual([3005, 1102]);
  await phone.until(() => state().status === 'live');
  expect(codes().slice(-2)).toEqual([1001, 1002]);
});

it('hands events to the mini program on demand', async () => {
  phone = await launchPhone({ dist, query: { push: 'rtmp://host/a' }, media: media() });
  await phone.until(() => state().status === 'live');
  expect(phone.fire(phone.natives()[0]!.nid, 'statechange', { code: 1101, message: '' })).toBe(true);
  expect(phone.text('#codes')).toMatch(/ 1101$/);
  expect(phone.fire(999, 'statechange', { code: 1101 })).toBe(false);
});

it('holds a connection that is to hang, without a word', async () => {
  const driver = media();
  driver.hold((address) => address.endsWith('/b'));
  phone = await launchPhone({ dist, query: { play: 'rtmp://host/a,rtmp://host/b' }, media: driver });
  await phone.until(() => state().status === 'live');
  expect(phone.natives()[1]!.state.status).toBe('connecting');
});

it('says at once what its network is like, and says it from then on', async () => {
  const driver = media();
  phone = await launchPhone({ dist, query: { push: 'rtmp://host/a' }, media: driver });
  const { nid } = phone.natives()[0]!;
  driver.network(nid, { netQualityLevel: 4 });
  expect(phone.text('#status')).toBe('');
  await phone.until(() => state().status === 'live');
  driver.network(nid, { netSpeed: 90 });
  expect(JSON.parse(phone.text('#status'))).toMatchObject({ netQualityLevel: 4, netSpeed: 90, videoFPS: 15 });
  expect(() => driver.network(999, {})).toThrow('there is no live element 999');
});

it('serves one phone', async () => {
  const driver = media();
  phone = await launchPhone({ dist, media: driver });
  await expect(launchPhone({ dist, media: driver })).rejects.toThrow('scripted() serves one phone');
});
