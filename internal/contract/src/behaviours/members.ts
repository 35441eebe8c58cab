import { expect } from 'vitest';
import { behaviour, behaviourInTime } from '../behaviour.ts';
import { playedColour, pushPicture } from '../screen-picture.ts';
import type { SdkPhone } from '../sdk-phone.ts';

const member = { uid: 200, isBigNumber: false };
/** By then a phone without a network is out of the room. */
const LOST = 45_000;

async function url(phone: SdkPhone, uid: unknown, mediaType: string): Promise<string> {
  return (await phone.do<{ url: string }>(['subscribe', uid, mediaType])).url;
}

behaviour(
  13,
  'subscribe() gives one address for audio and video, however often and in whatever form',
  async (stage) => {
    const phone = await stage.joined(100);
    await stage.member(200, ['audio', 'video']);
    await phone.told('stream-added', ({ mediaType }) => mediaType === 'video');
    const answer = await phone.do<{ url: string }>(['subscribe', 200, 'audio']);
    expect(answer).toEqual({ uid: 200, url: expect.stringMatching(/^rtmp:\/\//) });
    expect(await phone.do(['subscribe', 200, 'video'])).toEqual(answer);
    expect(await phone.do(['subscribe', 200, 'video'])).toEqual(answer);
    expect(await phone.do(['subscribe', '200', 'video'])).toEqual({ ...answer, uid: '200' });
    expect(await phone.do(['subscribe', { $big: '200' }, 'video'])).toEqual({ ...answer, uid: '200' });
  },
);

behaviour(14, 'subscribe() to somebody unknown rejects with 434', async (stage) => {
  const phone = await stage.joined(100);
  expect(await phone.refused(['subscribe', 999, 'audio'])).toMatchObject({
    code: 434,
    reason: '999 不正在房间中，或者没有发布媒体',
  });
});

behaviour(15, 'a shared screen has an address of its own, and is seen there', async (stage) => {
  const phone = await stage.joined(100);
  const { room } = await stage.member(200, ['audio', 'video']);
  const { address } = await room.publish({ source: 'screen', kinds: ['video'] });
  await phone.told('stream-added', ({ mediaType }) => mediaType === 'screenShare');
  expect(phone.events('stream-added').map(([, payload]) => payload)).toEqual(
    ['audio', 'video', 'screenShare'].map((mediaType) => ({ ...member, mediaType })),
  );
  const screen = await url(phone, 200, 'screenShare');
  expect(screen).toMatch(/^rtmp:\/\/.*200-screen/);
  expect(await url(phone, 200, 'video')).not.toBe(screen);
  expect((await phone.refused(['subscribe', 200, 'slaveAudio'])).code).toBe('501');
  const green = [0, 200, 80] as const;
  const stop = pushPicture(address.url, green);
  try {
    const seen = await playedColour(screen);
    for (const [index, value] of green.entries()) expect(Math.abs(seen[index]! - value)).toBeLessThan(12);
  } finally {
    await stop();
  }
});

behaviourInTime(
  16,
  'who withdraws is told by stream-removed; who leaves or is lost, by one clientLeave',
  async (stage) => {
    const phone = await stage.joined(100);
    const lost = await stage.joined(300, ['publish']);
    const other = await stage.joined(200, ['publish'], ['unpublish', 'video']);
    phone.forget();
    await other.do(['leave']);
    lost.phone.goOffline();
    await stage.clock.advance(LOST);
    await other.do(
      ['join', { channelName: stage.channelName, uid: 200 }],
      ['publish'],
      ['unpublish', 'video'],
    );
    await phone.told('stream-removed');
    expect(phone.events('stream-removed', 'clientLeave')).toEqual([
      ['clientLeave', member],
      ['clientLeave', { ...member, uid: 300 }],
      ['stream-removed', { ...member, mediaType: 'video' }],
    ]);
  },
);

behaviour(17, 'a uid beyond 15 digits is the same text everywhere', async (stage) => {
  const big = { uid: '9223372036854775805', isBigNumber: true };
  const phone = await stage.joined(100);
  const other = await stage.phone();
  const { uid } = big;
  expect(await other.do(['join', { channelName: stage.channelName, uid: { $big: uid } }])).toMatchObject({
    uid,
  });
  await other.do(['publish', 'audio'], ['mute', 'audio']);
  await phone.told('mute-audio');
  expect(await phone.do(['subscribe', uid, 'audio'])).toMatchObject({ uid });
  await other.do(['leave']);
  await phone.told('clientLeave');
  expect(phone.events()).toEqual([
    ['clientJoin', big],
    ['stream-added', { ...big, mediaType: 'audio' }],
    ['mute-audio', big],
    ['clientLeave', big],
  ]);
});
