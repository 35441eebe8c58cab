import { expect } from 'vitest';
import { behaviour } from '../behaviour.ts';

const me = { uid: 100, isBigNumber: false };
const added = (mediaType: string) => ['stream-added', { ...me, mediaType }];
const removed = (mediaType: string) => ['stream-removed', { ...me, mediaType }];

behaviour(9, 'publish() gives an address, and others are told of audio, then of video', async (stage) => {
  const [other, phone] = [await stage.joined(200), await stage.joined(100)];
  expect(await phone.do(['publish'])).toMatch(/^rtmp:\/\/.+/);
  await other.told('stream-added', ({ mediaType }) => mediaType === 'video');
  expect(other.events('stream-added')).toEqual([added('audio'), added('video')]);
});

behaviour(10, 'publish() again gives the same address, and others are told nothing', async (stage) => {
  const [other, phone] = [await stage.joined(200), await stage.joined(100)];
  const url = await phone.do(['publish', 'audio']);
  for (const mediaType of ['video', 'audio', '', '$undefined']) {
    expect(await phone.do(['publish', mediaType])).toBe(url);
  }
  await phone.do(['mute', 'audio']);
  await other.told('mute-audio');
  expect(other.events('stream-added')).toEqual([added('audio'), added('video')]);
});

behaviour(
  11,
  "unpublish('video') leaves audio and the address; publishing it again is told again",
  async (stage) => {
    const [other, phone] = [await stage.joined(200), await stage.joined(100)];
    const url = await phone.do(['publish']);
    await phone.do(['unpublish', 'video']);
    expect(await phone.do(['publish', 'video'])).toBe(url);
    await phone.do(['leave']);
    await other.told('clientLeave');
    const media = other.events('stream-added', 'stream-removed');
    expect(media).toEqual([added('audio'), added('video'), removed('video'), added('video')]);
  },
);

behaviour(12, 'unpublish() withdraws both', async (stage) => {
  const [other, phone] = [await stage.joined(200), await stage.joined(100, ['publish'])];
  other.forget();
  expect(await phone.do(['unpublish'])).toBeUndefined();
  await phone.do(['leave']);
  await other.told('clientLeave');
  expect(other.events('stream-removed')).toEqual([removed('audio'), removed('video')]);
  expect(await phone.refused(['unpublish'])).toMatchObject({ code: 434 });
});
