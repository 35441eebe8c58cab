import { expect, it } from 'vitest';
import { offerOf } from '../../test/offer.ts';
import { iceUfrags, sentKinds } from './read-sdp.ts';

it.each([
  ['an offer that sends both', offerOf('push'), ['audio', 'video']],
  ['an offer that receives', offerOf('pull'), []],
  ['sound alone', offerOf('push').split('m=video')[0]!, ['audio']],
  ['a section that is refused', offerOf('push').replace('m=video 9', 'm=video 0'), ['audio']],
  ['no SDP', 'm=\nm=audio', []],
])('knows what is sent by %s', (_, offer, kinds) => {
  expect(sentKinds(offer)).toEqual(kinds);
});

it('finds the ICE user fragments', () => {
  expect(iceUfrags(offerOf('push'))).toEqual(['EsAw', 'EsAw']);
  expect(iceUfrags('a=ice-ufrag:x\r\na=ice-ufrag: \r\n')).toEqual(['x']);
});
