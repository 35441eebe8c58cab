import { expect, it } from 'vitest';
import { isUsableCandidate } from './usable-candidate.ts';

it.each([
  // As Chromium and Firefox write them.
  'candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1',
  'candidate:2 1 TCP 2105458943 2001:db8::1 9 typ host tcptype active',
  'candidate:1 1 UDP 1685987327 203.0.113.7 50000 typ srflx raddr 0.0.0.0 rport 0',
])('takes %s', (candidate) => {
  expect(isUsableCandidate(candidate)).toBe(true);
});

it.each([
  'candidate:1 1 udp 2122260223 6a3f0a5c-5ba9-4b1e-9b0a-3d7a2f8e1c11.local 61764 typ host',
  'candidate:1 1 udp 2122260223 host.example 61764 typ host',
  // A lenient reader takes these for a host's name, too.
  'candidate:1\t1\tudp\t1\thost.example x y z 192.0.2.1 9 typ host',
  'candidate:1 1 udp 1host.example 192.0.2.1 9 typ host',
  'candidate:1 1 udp 1\u00a0host.example 192.0.2.1 9 typ host',
  'candidate:nothing',
])('leaves out %s', (candidate) => {
  expect(isUsableCandidate(candidate)).toBe(false);
});
