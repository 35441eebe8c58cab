import { describe, expect, it } from 'vitest';
import { addressGroup, clientAddress } from './client-address.ts';

describe('the address of a client', () => {
  const socket = { remoteAddress: '10.0.0.1' };
  it.each<[string, string | string[] | undefined, boolean, string]>([
    ['is its own', undefined, false, '10.0.0.1'],
    ['is its own whatever it says', '192.0.2.9', false, '10.0.0.1'],
    ['is what the proxy added', '192.0.2.9', true, '192.0.2.9'],
    ['is not what it made up', '127.0.0.1, 192.0.2.9', true, '192.0.2.9'],
    ['is not what it made up in a header of its own', ['127.0.0.1', '192.0.2.9'], true, '192.0.2.9'],
    ["is the proxy's where that says nothing", '', true, '10.0.0.1'],
  ])('%s: %j', (_, forwarded, trustProxy, expected) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    expect(clientAddress({ headers: headers as never, socket }, trustProxy)).toBe(expected);
  });

  it.each([
    ['192.0.2.9', '192.0.2.9'],
    ['::ffff:192.0.2.9', '192.0.2.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['nonsense', 'nonsense'],
  ])('%s counts as %s', (address, expected) => {
    expect(addressGroup(address)).toBe(expected);
  });
});
