import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { launchPhone, type Phone, type PhoneOptions } from '../index.ts';

const dist = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));
const open: Phone[] = [];
const launch = async (options: Partial<PhoneOptions> = {}) => {
  const phone = await launchPhone({ dist, ...options });
  open.push(phone);
  return phone;
};
afterEach(() => Promise.all(open.splice(0).map((phone) => phone.close())));

it('opens the first page with query values as they are written', async () => {
  const phone = await launch({ query: { room: 'a%20b' } });
  expect(phone.page).toEqual({ route: 'pages/index/index', query: { room: 'a%20b' } });
  expect(phone.text('#title')).toBe('CALL {"room":"a%20b"}');
  expect(phone.errors).toEqual([]);
});

it('opens the page that is asked for, and rejects one that does not exist', async () => {
  expect((await launch({ page: 'pages/second/second' })).text('#second')).toBe('second 1');
  await expect(launch({ page: 'pages/none' })).rejects.toThrow('page "/pages/none" is not found');
  await expect(launch({ dist: '/tmp' })).rejects.toThrow('no compiled mini program');
});

it('taps, types and reaches into components', async () => {
  const phone = await launch();
  phone.tap('#count');
  expect(phone.text('#count')).toBe('1');
  phone.input('#name', 'Ann');
  expect(phone.text('#name-shown')).toBe('Ann');
  phone.tap('#badge .badge');
  expect(phone.text('.badge')).toBe('badge 10');
  phone.tap('#switch');
  expect(phone.attribute('#switch', 'wx-checked')).toBe('true');
  expect(phone.exists('live-pusher')).toBe(false);
  expect(() => phone.tap('#nothing')).toThrow('nothing on pages/index/index matches #nothing');
});

it('keeps a page stack, and the back key leaves the first page', async () => {
  const phone = await launch();
  phone.navigate('/pages/second/second');
  expect(phone.pages()).toEqual(['pages/index/index', 'pages/second/second']);
  phone.back();
  expect(phone.pages()).toEqual(['pages/index/index']);
  phone.back();
  expect(phone.pages()).toEqual(['pages/index/index']);
});

it('accounts for what setData sends', async () => {
  const phone = await launch();
  phone.resetSetData();
  phone.tap('#count');
  expect(phone.setData).toMatchObject({ calls: 1, bytes: '{"count":1}'.length, largest: 11 });
  expect(phone.setData.list[0]).toMatchObject({ component: 'pages/index/index', keys: ['count'] });
});

it('boots eight phones in a few seconds', async () => {
  const begun = performance.now();
  await Promise.all(Array.from({ length: 8 }, () => launch()));
  expect(performance.now() - begun).toBeLessThan(4_000);
});
