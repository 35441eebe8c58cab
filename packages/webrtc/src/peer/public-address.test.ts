import { expect, it } from 'vitest';
import { withPublicAddress } from './public-address.ts';

const sdp = (...candidates: readonly string[]) =>
  ['m=audio 9 UDP/TLS/RTP/SAVPF 111', ...candidates, 'a=end-of-candidates', ''].join('\r\n');
const relayed = 'a=candidate:3 1 UDP 8331263 198.51.100.2 60000 typ relay raddr 10.0.0.5 rport 50000';

it('puts the public address in place of each of the machine, once', () => {
  const own = ['10.0.0.5', '172.17.0.1', 'fd00::5'].map(
    (address, at) => `a=candidate:${at} 1 UDP 2122317823 ${address} 50000 typ host`,
  );
  expect(withPublicAddress(sdp(...own, relayed), '203.0.113.7')).toBe(
    sdp('a=candidate:0 1 UDP 2122317823 203.0.113.7 50000 typ host', relayed),
  );
});

it('does so where the machine has IPv6 alone', () => {
  expect(withPublicAddress(sdp('a=candidate:1 1 UDP 2122317823 fd00::5 50000 typ host'), '2001:db8::7')).toBe(
    sdp('a=candidate:1 1 UDP 2122317823 2001:db8::7 50000 typ host'),
  );
});
