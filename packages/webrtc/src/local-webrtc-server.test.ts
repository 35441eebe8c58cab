import { expect, it, onTestFinished } from 'vitest';
import { makeNal } from '../test/make-nal.ts';
import { offerOf } from '../test/offers.ts';
import { describeWebRtc } from '../test/webrtc-contract.ts';
import { createWebRtcServer } from './local-webrtc-server.ts';
import type { Peer, PeerFactory, PeerListener } from './peer/peer.ts';
import { writeRtp } from './rtp/rtp-packet.ts';
import { limits } from './webrtc-limits.ts';
import type { WebRtcEvents } from './webrtc-server.ts';

describeWebRtc('in this process', () => createWebRtcServer({ bindAddress: '127.0.0.1' }));

const kinds = ['audio', 'video'] as const;
const whole: Peer = { send: () => true, addCandidate() {}, look() {}, close() {} };

/** A server whose first peer is the given one. */
async function start(first: Peer = whole) {
  const listeners: PeerListener[] = [];
  const peers: PeerFactory = {
    start: async () => {},
    open: async (_, __, ___, listener) => {
      listeners.push(listener);
      return { peer: listeners.length === 1 ? first : whole, sdp: '' };
    },
    stop: async () => {},
  };
  const server = createWebRtcServer({}, peers);
  onTestFinished(() => server.stop());
  await server.start();
  return { server, listeners };
}

it('leaves nothing running where it is stopped before it has started', async () => {
  const running: string[] = [];
  const peers: PeerFactory = {
    start: async () => void running.push('peers'),
    open: async () => ({ peer: whole, sdp: '' }),
    stop: async () => void running.splice(0),
  };
  const server = createWebRtcServer({}, peers);
  const started = server.start();
  await server.stop();
  await expect(started).rejects.toMatchObject({ code: 'unavailable' });
  expect(running).toEqual([]);
});

it('says that a push has ended before its stream is wanted of the hub, which may still have it', async () => {
  const { server, listeners } = await start();
  const told: string[] = [];
  server.on('ended', ({ id }) => void told.push(`${id} has ended`));
  server.on('wanted', ({ stream, wanted }) => void told.push(`${stream} is ${wanted ? '' : 'not '}wanted`));
  await server.open({ id: 'push', direction: 'push', stream: 's', kinds, offer: offerOf('sendonly') });
  await server.open({ id: 'pull', direction: 'pull', stream: 's', kinds, offer: offerOf('recvonly') });
  listeners[0]!.ended('closed');
  expect(told).toEqual(['push has ended', 's is wanted']);
});

it('says nothing more of a push once it has ended', async () => {
  const { server, listeners } = await start({ ...whole, look: () => listeners[0]!.ended('closed') });
  const told: string[] = [];
  for (const name of ['heard', 'ended'] as const) server.on(name, () => void told.push(name));
  await server.open({ id: 'push', direction: 'push', stream: 's', kinds, offer: offerOf('sendonly') });
  listeners[0]!.connected();
  const packet = { payloadType: 109, marker: true, sequence: 1, timestamp: 1, ssrc: 7 };
  listeners[0]!.received('video', writeRtp({ ...packet, payload: makeNal(1, 50) }));
  await expect.poll(() => told).not.toEqual([]);
  expect(told).toEqual(['ended']);
});

it('takes so many candidates of a peer, and no more, however they come', async () => {
  const added: string[] = [];
  const { server } = await start({ ...whole, addCandidate: (candidate) => void added.push(candidate) });
  await server.open({ id: 'push', direction: 'push', stream: 's', kinds, offer: offerOf('sendonly') });
  const trickle = (port: number) =>
    server.trickle('push', `a=ice-ufrag:x\r\na=candidate:1 1 UDP 1 192.0.2.1 ${port} typ host\r\n`);
  for (let port = 1; port <= limits.candidates; port += 1) await trickle(port);
  expect(added).toHaveLength(limits.candidates);
  await trickle(5_000);
  expect(added).toHaveLength(limits.candidates);
});

it('ends the session that shows a fault of ours, and no other', async () => {
  const { server, listeners } = await start({
    ...whole,
    send: () => {
      throw new Error('a fault');
    },
  });
  const ended: WebRtcEvents['ended'][] = [];
  server.on('ended', (event) => void ended.push(event));
  for (const id of ['one', 'two']) {
    await server.open({ id, direction: 'push', stream: id, kinds, offer: offerOf('sendonly') });
    listeners.at(-1)!.connected();
  }
  const packet = { payloadType: 109, marker: true, sequence: 1, timestamp: 1, ssrc: 7 };
  for (const { received } of listeners) received('video', writeRtp({ ...packet, payload: makeNal(1, 50) }));
  await expect.poll(() => ended).toEqual([{ id: 'one', reason: 'failed' }]);
  await expect(server.trickle('two', 'a=ice-ufrag:x\r\n')).resolves.toBeUndefined();
});
