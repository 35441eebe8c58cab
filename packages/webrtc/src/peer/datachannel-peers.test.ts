import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { offerOf } from '../../test/offers.ts';
import { readOffer } from '../sdp/offer.ts';
import { DatachannelPeers } from './datachannel-peers.ts';
import { freeUdpPorts } from './free-udp-ports.ts';
import type { PeerListener } from './peer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('keeps nothing of a peer that was closed', async () => {
  const peers = new DatachannelPeers({ bindAddress: '127.0.0.1' });
  await peers.start();
  const openAndClose = async () => {
    const listener: PeerListener = { connected() {}, ended() {}, received() {} };
    const offer = readOffer(offerOf('sendonly'), 'push');
    const { peer } = await peers.open(offer, 'push', { audio: 1, video: 2 }, listener);
    peer.close();
    return new WeakRef(listener);
  };
  const listeners = [await openAndClose(), await openAndClose()];
  await expect
    .poll(() => {
      collectGarbage();
      return listeners.map((it) => it.deref() === undefined);
    })
    .toEqual([true, true]);
  await peers.stop();
});

it('says which ports it has, and the address that it gives for them', async () => {
  const [port = 0] = await freeUdpPorts({ bindAddress: '127.0.0.1' }, 1);
  const said: unknown[] = [];
  const log = { debug() {}, info: (fields: object) => void said.push(fields), warn() {} };
  const peers = new DatachannelPeers({
    bindAddress: '127.0.0.1',
    publicIp: '203.0.113.7',
    ports: { first: port, last: port },
    log,
  });
  await peers.start();
  expect(said).toEqual([{ udpPorts: [port], publicIp: '203.0.113.7' }]);
  await peers.stop();
});
