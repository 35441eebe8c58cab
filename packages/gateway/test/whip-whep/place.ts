import { request as httpRequest } from 'node:http';
import { type Address, toUid } from '@callgrid/core';
import { browser, startCall, type TestCall, type TestClient } from '../call.ts';
import { FakeWebRtc } from '../fake-webrtc.ts';
import { offerOf } from '../offer.ts';

const both = ['audio', 'video'] as const;
export const sdp = { 'content-type': 'application/sdp' };

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A gateway with two publishers and a viewer, as one protocol's client sees it. */
export interface Place {
  readonly webrtc: FakeWebRtc;
  readonly call: TestCall;
  readonly publisher: TestClient;
  /** The address under test, key and all; somebody else's; and one for the other way. */
  readonly url: string;
  readonly otherUrl: string;
  readonly reverseUrl: string;
  readonly offer: string;
  post(change?: Change): Promise<Reply>;
  /** A session that is open. */
  open(): Promise<{ readonly url: string; readonly etag: string }>;
  send(method: string, url: string, change?: Change): Promise<Reply>;
}

export interface Change {
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Case {
  readonly name: string;
  readonly status: number;
  run(place: Place): Promise<Reply>;
  /** What else is so. */
  also?(reply: Reply, place: Place): void | Promise<void>;
}

export const bare = (url: string) => url.replace(/\?.*/, '');
export const keyOf = (url: string) => new URL(url).searchParams.get('key')!;

export async function createPlace(protocol: 'whip' | 'whep'): Promise<Place> {
  const webrtc = new FakeWebRtc();
  const settings = ['--ice-servers', 'stun:stun.example,turn:turn.example', '--turn-secret', 'north'];
  const call = await startCall(settings, { webrtc });
  const publisher = await call.join({ channelName: 'demo', uid: 1, publish: both }, browser);
  const other = await call.join({ channelName: 'demo', uid: 2, publish: both }, browser);
  const viewer = await call.join({ channelName: 'demo', uid: 3 }, browser);
  const address = ({ room }: TestClient, uid: number): Address =>
    room.store.getState().streams.find((it) => it.uid === toUid(uid))!.address!;
  const [url, otherUrl, reverseUrl] =
    protocol === 'whip'
      ? [address(publisher, 1).url, address(other, 2).url, address(viewer, 1).url]
      : [address(viewer, 1).url, address(viewer, 2).url, address(publisher, 1).url];
  const offer = offerOf(protocol === 'whip' ? 'push' : 'pull');
  const post: Place['post'] = (change = {}) =>
    send('POST', change.url ?? url, { body: offer, ...change, headers: { ...sdp, ...change.headers } });
  return {
    webrtc,
    call,
    publisher,
    url,
    otherUrl,
    reverseUrl,
    offer,
    post,
    send,
    open: async () => {
      const { headers } = await post();
      return { url: new URL(headers.get('location')!, url).href, etag: headers.get('etag')! };
    },
  };
}

/** Node's own client: `fetch` makes no preflights, sends no Origin of ours, and hides nothing. */
function send(method: string, url: string, { headers = {}, body }: Change = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const pairs = Object.entries(answer.headers).map(
          ([name, value]) => [name, [value ?? []].flat().join(', ')] as [string, string],
        );
        resolve({
          status: answer.statusCode!,
          headers: new Headers(pairs),
          body: String(Buffer.concat(parts)),
        });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
