import { parse } from 'sdp-transform';
import { expect, it } from 'vitest';
import { offerOf } from '../../test/offers.ts';
import { withPacketTime } from './with-packet-time.ts';

it('asks for longer packets of sound, and of sound alone', () => {
  const media = parse(withPacketTime(offerOf('recvonly'), 40)).media;
  expect(media.map(({ type, ptime }) => [type, ptime])).toEqual([
    ['audio', 40],
    ['video', undefined],
  ]);
});
