import { expect, it, onTestFinished } from 'vitest';
import { makeNal } from '../test/make-nal.ts';
import { offerOf } from '../test/offers.ts';
import { describeWebRtc } from '../test/webrtc-contract.ts';
import { createWebRtcServer } from './local-webrtc-server.ts';
import type { Peer, PeerFactory, PeerListener } from './peer/peer.ts';
import { writeRtp } from './rtp/rtp-packet.ts';
import type { WebRtcEvents } from './webrtc-server.ts';

describeWebRtc('in this process', () => createWebRtcServer({ bindAddress: '127.0.0.1' }));

it('ends the session that shows a fault of ours, and no other', async () => {
  const listeners: PeerListener[] = [];
  const broken: Peer = {
    send: () => {
      throw new Error('a fault');
    },
    addCandidate() {},
    look() {},
    close() {},
  };
  const whole: Peer = { ...broken, send: () => true };
  const peers: PeerFactory = {
    start: async () => {},
    open: async (_, __, ___, listener) => {
      listeners.push(listener);
      return { peer: listeners.length === 1 ? broken : whole, sdp: '' };
    },
    stop: async () => {},
  };
  const server = createWebRtcServer({}, peers);
  onTestFinished(() => server.stop());
  await server.start();
  const ended: WebRtcEvents['ended'][] = [];
  server.on('ended', (event) => void ended.push(event));
  const kinds = ['audio', 'video'] as const;
  for (const id of ['one', 'two']) {
    await server.open({ id, direction: 'push', stream: id, kinds, offer: offerOf('sendonly') });
    listeners.at(-1)!.connected();
  }
  const packet = { payloadType: 109, marker: true, sequence: 1, timestamp: 1, ssrc: 7 };
  for (const { received } of listeners) received('video', writeRtp({ ...packet, payload: makeNal(1, 50) }));
  await expect.poll(() => ended).toEqual([{ id: 'one', reason: 'failed' }]);
  await expect(server.trickle('two', 'a=ice-ufrag:x\r\n')).resolves.toBeUndefined();
});
