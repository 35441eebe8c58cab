import type { StreamId, Uid } from '@callgrid/protocol';
import { createRtmpServer } from '@callgrid/rtmp';
import { expect, it, onTestFinished } from 'vitest';
import type { Grant } from '../grant/grant.ts';
import { PushBridge } from './push-bridge.ts';

const grant: Grant = {
  id: 'g',
  key: '',
  direction: 'push',
  channelName: 'demo',
  uid: '1' as Uid,
  streamId: '1/camera' as StreamId,
  stream: 's',
  expiresAt: 0,
  kinds: ['audio', 'video'],
};

it('leaves no place behind where the hub has none for the session that takes over', () => {
  const rtmp = createRtmpServer({
    port: 0,
    authorise: () => ({ allowed: false, reason: 'no phones here' }),
    limits: { connections: 1 },
  });
  onTestFinished(() => rtmp.close());
  const displaced: string[] = [];
  const bridge = (id: string) =>
    new PushBridge({
      session: { id, grant, entityTag: '""', ufrags: [] },
      announces: ['video'],
      rtmp,
      webrtc: { demand() {} },
      displaced: (reason) => displaced.push(`${id}: ${reason}`),
    });
  const [former, next] = [bridge('former'), bridge('next')];
  former.connected();
  next.inherit(former);
  expect(rtmp.streams()).toEqual(['s']);
  next.connected();
  expect(displaced).toEqual(['next: the hub is full']);
  expect(rtmp.streams()).toEqual([]);
});
