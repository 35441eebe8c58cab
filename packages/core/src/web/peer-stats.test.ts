import { expect, test } from 'vitest';
import { readQualityData } from '../device/quality-data.ts';
import { FakePeer } from './fake-peer.ts';
import { PeerStats } from './peer-stats.ts';

function statsOf(direction: 'push' | 'pull') {
  const peer = new FakePeer({}, () => {});
  return { peer, stats: new PeerStats(peer as unknown as RTCPeerConnection, direction) };
}

const sent = (bytes: number, frames: number, keyFramesEncoded: number) => [
  { type: 'outbound-rtp', kind: 'audio', bytesSent: bytes / 10 },
  {
    type: 'outbound-rtp',
    kind: 'video',
    bytesSent: bytes,
    framesEncoded: frames,
    keyFramesEncoded,
    frameWidth: 640,
    frameHeight: 360,
  },
];

test('tells of what is sent as a live-pusher does, so that the same reader reads it', async () => {
  const { peer, stats } = statsOf('push');
  peer.stats = sent(0, 0, 0);
  expect(await stats.read(1_000)).toBeNull();
  peer.stats = [
    ...sent(200_000, 60, 1),
    { type: 'remote-inbound-rtp', kind: 'video', jitter: 0.012, fractionLost: 0.02, roundTripTime: 0.05 },
    { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
  ];
  const numbers = await stats.read(3_000);
  expect(numbers).toEqual({
    videoBitrate: 800,
    audioBitrate: 80,
    netSpeed: 880,
    videoFPS: 30,
    videoGOP: 2,
    videoWidth: 640,
    videoHeight: 360,
    netJitter: 12,
    packetLoss: 2,
    roundTrip: 50,
    netQualityLevel: 2,
  });
  const { videoFPS, videoGOP, packetLoss, roundTrip, ...same } = numbers!;
  expect(readQualityData('bindnetstatus', numbers)).toEqual({
    network: { ...same, videoFps: videoFPS, videoGop: videoGOP },
  });
});

test('tells of what comes, and of losses since the last look alone', async () => {
  const { peer, stats } = statsOf('pull');
  const came = (packetsReceived: number, packetsLost: number) => [
    { type: 'inbound-rtp', kind: 'video', bytesReceived: 0, packetsReceived, packetsLost, framesDecoded: 0 },
    { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 },
  ];
  peer.stats = came(100, 100);
  await stats.read(0);
  peer.stats = came(200, 100);
  expect(await stats.read(2_000)).toMatchObject({
    netQualityLevel: 1,
    videoBitrate: 0,
    videoFPS: 0,
    packetLoss: 0,
    roundTrip: 40,
  });
  peer.stats = came(250, 150);
  expect(await stats.read(4_000)).toMatchObject({ netQualityLevel: 5 });
});

test('says that it does not know the quality of nothing', async () => {
  const { stats } = statsOf('pull');
  await stats.read(0);
  expect(await stats.read(1)).toEqual({
    videoBitrate: 0,
    audioBitrate: 0,
    netSpeed: 0,
    netQualityLevel: 0,
  });
});
