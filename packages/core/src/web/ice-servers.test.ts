import { expect, test } from 'vitest';
import { readIceServers } from './ice-servers.ts';

test('reads every server, as a browser joins the headers', () => {
  const link = [
    '<stun:stun.example.com:3478>; rel="ice-server"',
    '<turn:turn.example.com?transport=udp>; rel="ice-server"; username="a, b"; credential="c\\"d;"; credential-type="password"',
    '<turns:turn.example.com>;rel=ice-server;username=u;credential=c',
  ].join(', ');
  expect(readIceServers(link)).toEqual([
    { urls: 'stun:stun.example.com:3478' },
    { urls: 'turn:turn.example.com?transport=udp', username: 'a, b', credential: 'c"d;' },
    { urls: 'turns:turn.example.com', username: 'u', credential: 'c' },
  ]);
});

test.each([
  null,
  '',
  'nonsense',
  '<https://example.com/next>; rel="next"',
  '<https://example.com>; rel="ice-server"',
])('finds none in %j', (link) => {
  expect(readIceServers(link)).toEqual([]);
});
