import { until } from '@callgrid/test-kit';
import { expect } from 'vitest';
import type { FakeWebRtc } from '../fake-webrtc.ts';
import { bare, type Case, keyOf, type Reply } from './place.ts';

const bearer = (url: string) => ({ authorization: `Bearer ${keyOf(url)}` });
const challenge = (expected: string) => (reply: Reply) =>
  expect(reply.headers.get('www-authenticate')).toBe(expected);

/** What is asked of an endpoint: offers above all. */
export const offerCases: readonly Case[] = [
  {
    name: 'POST of an offer, the key in the address',
    status: 201,
    run: ({ post }) => post(),
    also: ({ headers, body }, { url }) => {
      const { pathname } = new URL(url);
      expect(headers.get('location')).toMatch(new RegExp(`^${pathname}/[\\w-]{22}\\?key=${keyOf(url)}$`));
      expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
      expect(headers.get('content-type')).toBe('application/sdp');
      expect(headers.get('link')).toMatch(
        /^<stun:stun.example>; rel="ice-server", <turn:turn.example>; rel="ice-server"; username="\d+:\d"; credential="[^"]+"; credential-type="password"$/,
      );
      expect(body).toMatch(/^v=0/);
    },
  },
  {
    name: 'POST of an offer, the key as a bearer token',
    status: 201,
    run: ({ post, url }) => post({ url: bare(url), headers: bearer(url) }),
    also: ({ headers }) => expect(headers.get('location')).not.toContain('key='),
  },
  {
    name: 'a second POST with a valid key',
    status: 201,
    run: async ({ open, post }) => {
      await open();
      return post();
    },
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(1),
  },
  {
    name: 'no key',
    status: 401,
    run: ({ post, url }) => post({ url: bare(url) }),
    also: challenge('Bearer'),
  },
  {
    name: 'a wrong key',
    status: 401,
    run: ({ post, url }) => post({ url: `${bare(url)}?key=${'A'.repeat(22)}` }),
    also: challenge('Bearer error="invalid_token"'),
  },
  {
    name: 'a key that has ended',
    status: 401,
    run: async ({ post, publisher }) => {
      await publisher.room.leave();
      return post();
    },
  },
  {
    name: "another stream's key",
    status: 403,
    run: ({ post, url, otherUrl }) => post({ url: `${bare(url)}?key=${keyOf(otherUrl)}` }),
    also: challenge('Bearer error="insufficient_scope"'),
  },
  {
    name: "the other direction's key",
    status: 403,
    run: ({ post, url, reverseUrl }) => post({ url: `${bare(url)}?key=${keyOf(reverseUrl)}` }),
  },
  {
    name: 'a wrong content type',
    status: 415,
    run: ({ post }) => post({ headers: { 'content-type': 'text/plain' } }),
    also: ({ headers }) => expect(headers.get('accept-post')).toBe('application/sdp'),
  },
  { name: 'no offer', status: 400, run: ({ post }) => post({ body: '' }) },
  { name: 'bad SDP', status: 400, run: ({ post }) => post({ body: 'v=0\r\nm=nothing' }) },
  {
    name: 'an offer without H.264',
    status: 422,
    run: ({ post, offer }) => post({ body: offer.replace('H264/90000', 'VP9/90000') }),
    also: ({ body }) => expect(body).toContain('H.264'),
  },
  {
    name: 'an offer of more than 64 KiB',
    status: 413,
    run: ({ post, offer }) => post({ body: offer + 'a=x\r\n'.repeat(14_000) }),
  },
  {
    name: 'a page of an origin that may not',
    status: 403,
    run: ({ post }) => post({ headers: { origin: 'https://evil.example' } }),
    also: ({ headers }) => expect(headers.get('access-control-allow-origin')).toBeNull(),
  },
  {
    name: 'more sessions than the gateway has room for',
    status: 503,
    run: ({ post, webrtc }) => {
      webrtc.limit = 0;
      return post();
    },
    also: ({ headers }) => expect(headers.get('retry-after')).toBe('2'),
  },
  {
    name: 'while the media process is away',
    status: 503,
    run: ({ post, webrtc }) => {
      webrtc.lose();
      return post();
    },
    also: ({ headers }) => expect(headers.get('retry-after')).toBe('2'),
  },
  {
    name: 'an offer that is answered after a newer one of its key',
    status: 409,
    run: async ({ post, webrtc }) => {
      const release = hold(webrtc);
      const late = post();
      await until('it is asked', () => webrtc.of('open').length === 1);
      webrtc.held = Promise.resolve();
      expect((await post()).status).toBe(201);
      release();
      return late;
    },
    also: (_, { webrtc }) => expect([...webrtc.sessions.keys()]).toEqual([webrtc.of('open')[1]!.id]),
  },
  {
    name: 'an offer whose key ends before it is answered',
    status: 401,
    run: async ({ post, publisher, webrtc }) => {
      const release = hold(webrtc);
      const late = post();
      await until('it is asked', () => webrtc.of('open').length === 1);
      await publisher.room.leave();
      release();
      return late;
    },
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(0),
  },
  {
    name: 'a fifth offer of a key while four wait for answers',
    status: 429,
    run: async ({ post, webrtc }) => {
      const release = hold(webrtc);
      const waiting = [post(), post(), post(), post()];
      await until('they are asked', () => webrtc.of('open').length === 4);
      const fifth = await post();
      release();
      await Promise.all(waiting);
      return fifth;
    },
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(1),
  },
  {
    name: 'OPTIONS',
    status: 200,
    run: ({ send, url }) => send('OPTIONS', bare(url)),
    also: ({ headers }) => {
      expect(headers.get('accept-post')).toBe('application/sdp');
      expect(headers.get('link')).toBeNull();
    },
  },
  {
    name: 'OPTIONS with a good key',
    status: 200,
    run: ({ send, url }) => send('OPTIONS', bare(url), { headers: bearer(url) }),
    also: ({ headers }) => expect(headers.get('link')).toContain('<stun:stun.example>; rel="ice-server"'),
  },
  {
    name: 'a preflight',
    status: 200,
    run: ({ send, url }) =>
      send('OPTIONS', url, {
        headers: {
          origin: 'http://localhost:5173',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    also: ({ headers }) => {
      expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
      expect(headers.get('access-control-allow-methods')).toContain('POST');
      expect(headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(headers.get('access-control-expose-headers')).toContain('Location');
      expect(headers.get('accept-post')).toBe('application/sdp');
      expect(headers.get('link')).toBeNull();
    },
  },
  { name: 'GET of an endpoint', status: 204, run: ({ send, url }) => send('GET', url) },
  {
    name: 'PUT, PATCH or DELETE of an endpoint',
    status: 405,
    run: async ({ send, url }) => {
      expect((await send('PUT', url)).status).toBe(405);
      expect((await send('PATCH', url)).status).toBe(405);
      return send('DELETE', url);
    },
    also: ({ headers }) => expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST'),
  },
];

/** Keeps answers back from now on; gives what lets them go. */
function hold(webrtc: FakeWebRtc): () => void {
  let release = () => {};
  webrtc.held = new Promise((resolve) => {
    release = resolve;
  });
  return () => {
    webrtc.held = Promise.resolve();
    release();
  };
}
