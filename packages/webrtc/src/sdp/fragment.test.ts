import { expect, it } from 'vitest';
import { readFragment } from './fragment.ts';

const fragment = [
  'a=ice-ufrag:EsAw',
  'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1',
  'm=audio 9 RTP/AVP 0',
  'a=mid:0',
  'a=candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host',
  'a=end-of-candidates',
].join('\r\n');

it('reads candidates with the section they are of (RFC 8840 §9)', () => {
  const candidate = 'candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host';
  expect(readFragment(fragment)).toEqual([{ candidate, mid: '0' }]);
});

it('leaves out candidates that name a host', () => {
  expect(readFragment(fragment.replace('192.0.2.1', '6a3f0a5c.local'))).toEqual([]);
});

it.each([
  ['has no ice-ufrag', fragment.replace('a=ice-ufrag:EsAw', '')],
  ['has too many candidates', fragment + `\r\n${fragment}`.repeat(64)],
  ['is too long', fragment + 'x'.repeat(20_000)],
])('refuses one that %s', (_, text) => {
  expect(() => readFragment(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
});
