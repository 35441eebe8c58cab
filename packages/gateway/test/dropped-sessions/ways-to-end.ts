import { toUid } from '@callgrid/core';
import { expect } from 'vitest';
import { fragmentOf, offerOf } from '../offer.ts';
import type { Scene } from './scene.ts';

const camera = { source: 'camera' } as const;

/**
 * Every way in which sessions end while the media process lives, those that take long first. Each opens a push and a pull
 * at least, with media but for those that never connect.
 */
export const waysToEnd: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'an offer whose client never connects': async (scene) => {
    for (const direction of ['push', 'pull'] as const) await scene.post(direction, offerOf(direction));
  },
  'an offer whose client trickles, and never connects': async (scene) => {
    for (const direction of ['push', 'pull'] as const) {
      const opened = await scene.post(direction, offerOf(direction));
      expect(await scene.trickle(opened, fragmentOf())).toBe(204);
    }
  },
  'silence of a publisher': async (scene) => {
    const { push, pull } = await scene.flow();
    push.rtc!.mute();
    await scene.isGone(push);
    await scene.end(pull);
  },
  'silence of a viewer': async (scene) => {
    const { push, pull } = await scene.flow();
    pull.rtc!.mute();
    await scene.isGone(pull);
    await scene.end(push);
  },
  'silence after trickled candidates': async (scene) => {
    const { push, pull } = await scene.flow();
    for (const { rtc, ...opened } of [push, pull]) {
      const own = (await rtc!.offer).split('\r\n');
      const fragment = own.filter((line) => /^(m=|a=(mid|ice-ufrag|ice-pwd|candidate):)/.test(line));
      expect(await scene.trickle(opened, `${fragment.join('\r\n')}\r\n`)).toBe(204);
    }
    push.rtc!.mute();
    await scene.isGone(push);
    await scene.end(pull);
  },
  DELETE: async (scene) => {
    const { push, pull } = await scene.flow();
    await scene.end(push);
    await scene.end(pull);
  },
  'a goodbye of the peer': async (scene) => {
    const { push, pull } = await scene.flow();
    push.rtc!.close();
    pull.rtc!.close();
  },
  'the end of the grants': async (scene) => {
    await scene.flow();
    await scene.play();
    await scene.viewer.room.unsubscribe({ uid: toUid(1), ...camera });
    await scene.publisher.room.unpublish(camera);
  },
  'a role that sends nothing': async (scene) => {
    await scene.flow();
    await scene.publisher.room.setRole('audience');
  },
  'a kick': async (scene) => {
    await scene.flow();
    await scene.operate('/participants/1');
    await scene.operate('/participants/2');
  },
  'a room that is dissolved': async (scene) => {
    await scene.flow();
    await scene.operate('');
  },
  leaving: async (scene) => {
    await scene.flow();
    await scene.play();
    await scene.publisher.room.leave();
    await scene.viewer.room.leave();
  },
  'a second POST': async (scene) => {
    const { push } = await scene.flow();
    const second = await scene.connect('push');
    second.rtc!.send();
    push.rtc!.close();
    const pull = await scene.connect('pull');
    await scene.flows(pull);
    await scene.end(pull);
    await scene.end(second);
  },
  'a publisher by RTMP': async (scene) => {
    const { push, pull } = await scene.flow();
    await scene.takeOverByRtmp();
    await scene.isGone(push);
    await scene.end(pull);
  },
};
