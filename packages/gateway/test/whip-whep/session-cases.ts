import { expect } from 'vitest';
import { fragmentOf } from '../offer.ts';
import { bare, type Case, type Change, keyOf, type Place, type Reply, sdp } from './place.ts';

const trickled = { 'content-type': 'application/trickle-ice-sdpfrag' };

/** What is asked of a session that was opened. */
export const sessionCases: readonly Case[] = [
  {
    name: 'PATCH with candidates',
    status: 204,
    run: (place) => patch(place, {}),
    also: ({ headers }, { webrtc }) => {
      expect(headers.get('etag')).toBeNull();
      expect(webrtc.of('trickle')).toMatchObject([{ fragment: fragmentOf() }]);
    },
  },
  {
    name: 'PATCH of another content type',
    status: 415,
    run: (place) => patch(place, { headers: sdp }),
    also: ({ headers }) => expect(headers.get('accept-patch')).toBe('application/trickle-ice-sdpfrag'),
  },
  { name: 'PATCH without a body', status: 400, run: (place) => patch(place, { body: '' }) },
  { name: 'PATCH with a bad fragment', status: 400, run: (place) => patch(place, { body: 'a=nothing' }) },
  {
    name: 'PATCH without an ETag',
    status: 428,
    run: async ({ open, send }) =>
      send('PATCH', (await open()).url, { headers: trickled, body: fragmentOf() }),
  },
  {
    name: 'PATCH with a stale ETag',
    status: 412,
    run: (place) => patch(place, { headers: { 'if-match': '"stale", W/"weak"' } }),
    also: (_, { webrtc }) => expect(webrtc.of('trickle')).toEqual([]),
  },
  {
    name: 'PATCH that restarts ICE',
    status: 422,
    run: async (place) => {
      const restart = (ifMatch: string) =>
        patch(place, { headers: { 'if-match': ifMatch }, body: fragmentOf('ysXw') });
      // As the figure of RFC 9725 §4.3.3 has it, and as its text does.
      expect((await restart('"*"')).status).toBe(422);
      return restart('*');
    },
    also: (_, { webrtc }) => {
      expect(webrtc.of('trickle')).toEqual([]);
      expect(webrtc.sessions.size).toBe(1);
    },
  },
  {
    name: 'PATCH of a session that was taken over',
    status: 404,
    run: async ({ open, send }) => {
      const { url, etag } = await open();
      await open();
      return send('PATCH', url, { headers: { ...trickled, 'if-match': etag }, body: fragmentOf() });
    },
  },
  {
    name: "PATCH of another's session",
    status: 403,
    run: async ({ open, send, otherUrl }) => {
      const { url, etag } = await open();
      const headers = { ...trickled, 'if-match': etag };
      return send('PATCH', `${bare(url)}?key=${keyOf(otherUrl)}`, { headers, body: fragmentOf() });
    },
    also: (_, { webrtc }) => expect(webrtc.of('trickle')).toEqual([]),
  },
  {
    name: 'DELETE',
    status: 200,
    run: async ({ open, send }) => send('DELETE', (await open()).url),
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(0),
  },
  {
    name: 'DELETE with a stale ETag',
    status: 200,
    run: async ({ open, send }) => send('DELETE', (await open()).url, { headers: { 'if-match': '"stale"' } }),
  },
  {
    name: 'a second DELETE',
    status: 404,
    run: async ({ open, send }) => {
      const { url } = await open();
      await send('DELETE', url);
      return send('DELETE', url);
    },
  },
  {
    name: 'DELETE without a key',
    status: 401,
    run: async ({ open, send }) => send('DELETE', bare((await open()).url)),
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(1),
  },
  {
    name: "DELETE of another's session",
    status: 403,
    run: async ({ open, send, otherUrl }) => {
      const session = new URL((await open()).url).pathname.split('/').at(-1)!;
      const own = new URL(otherUrl);
      const stolen = `${own.origin}${own.pathname}/${session}${own.search}`;
      return send('DELETE', stolen);
    },
    also: (_, { webrtc }) => expect(webrtc.sessions.size).toBe(1),
  },
  {
    name: 'GET or HEAD of a session',
    status: 204,
    run: async ({ open, send }) => {
      const { url } = await open();
      expect((await send('HEAD', url)).status).toBe(204);
      return send('GET', url);
    },
    also: ({ body }) => expect(body).toBe(''),
  },
  {
    name: 'PUT or POST of a session',
    status: 405,
    run: async ({ open, send }) => {
      const { url } = await open();
      expect((await send('PUT', url)).status).toBe(405);
      return send('POST', url, { headers: sdp, body: 'v=0' });
    },
    also: ({ headers }) => expect(headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS, PATCH'),
  },
];

async function patch({ open, send }: Place, { headers, body = fragmentOf() }: Change): Promise<Reply> {
  const { url, etag } = await open();
  return send('PATCH', url, { headers: { ...trickled, 'if-match': etag, ...headers }, body });
}
