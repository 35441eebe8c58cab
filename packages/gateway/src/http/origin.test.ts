import { expect, it } from 'vitest';
import { isAllowedOrigin } from './origin.ts';

it.each<[string, string | undefined, string | undefined, readonly string[] | undefined, boolean]>([
  ['a client that is no web page', undefined, 'call.example.com', undefined, true],
  ['a mini program', 'https://servicewechat.com', 'call.example.com', ['https://a.example'], true],
  ['a page of the same host', 'https://call.example.com:8701', 'call.example.com:8700', undefined, true],
  ['a page of this machine', 'http://localhost:5173', '192.168.1.5:8700', undefined, true],
  ['a page of this machine by number', 'http://127.0.0.1:5173', '192.168.1.5:8700', undefined, true],
  ['any other page', 'https://evil.example', 'call.example.com', undefined, false],
  ['a page whose name begins alike', 'https://127.evil.example', 'call.example.com', undefined, false],
  ['a page that hides its origin', 'null', 'call.example.com', undefined, false],
  ['a listed page', 'https://a.example', 'call.example.com', ['https://a.example'], true],
  [
    'an unlisted page of the same host',
    'https://call.example.com',
    'call.example.com',
    ['https://a.example'],
    false,
  ],
  ['any page where all may', 'https://evil.example', 'call.example.com', ['*'], true],
])('decides on %s', (_, origin, host, allowed, expected) => {
  expect(isAllowedOrigin(origin, host, allowed)).toBe(expected);
});
