import { expect, it } from 'vitest';
import { iceServerLink, iceServersFor } from './ice-servers.ts';

const iceServers = ['stun:stun.example.com:3478', 'turn:turn.example.com:3478?transport=udp'];

it('gives each client a TURN account that expires with its key, as coturn computes it', () => {
  const settings = { iceServers, turnSecret: 'north', turnUser: undefined };
  const [stun, turn] = iceServersFor(settings, '100', 1_700_000_000_000);
  expect(stun).toEqual({ urls: iceServers[0] });
  // printf %s 1700043200:100 | openssl dgst -sha1 -hmac north -binary | base64
  expect(turn).toEqual({
    urls: iceServers[1],
    username: '1700043200:100',
    credential: '1IiUizqTbmUM2OxMo9Rmpeg5/E0=',
  });
});

it('gives the one account, or none', () => {
  const turnUser = { name: 'a', password: 'b' };
  expect(iceServersFor({ iceServers, turnSecret: undefined, turnUser }, '1', 0)[1]).toMatchObject({
    username: 'a',
    credential: 'b',
  });
  expect(iceServersFor({ iceServers: [], turnSecret: 'north', turnUser: undefined }, '1', 0)).toEqual([]);
});

it('is written as a Link, with quotes kept apart', () => {
  expect(iceServerLink({ urls: 'stun:a' })).toBe('<stun:a>; rel="ice-server"');
  expect(iceServerLink({ urls: 'turn:a', username: 'x"y', credential: 'z\\' })).toBe(
    '<turn:a>; rel="ice-server"; username="x\\"y"; credential="z\\\\"; credential-type="password"',
  );
});
