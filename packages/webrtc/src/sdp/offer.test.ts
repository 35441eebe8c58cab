import { expect, it } from 'vitest';
import { offerOf } from '../../test/offers.ts';
import { limits } from '../webrtc-limits.ts';
import { NegotiationError } from '../webrtc-server.ts';
import { readOffer } from './offer.ts';

const push = offerOf('sendonly');
const pull = offerOf('recvonly');

it("takes Chromium's offer, with constrained baseline and Opus", () => {
  expect(readOffer(push, 'push').tracks).toEqual([
    { kind: 'audio', mid: '0', payloadType: 111, parameters: 'minptime=10;useinbandfec=1' },
    {
      kind: 'video',
      mid: '1',
      payloadType: 109,
      parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e028',
    },
  ]);
  expect(readOffer(pull, 'pull').tracks).toHaveLength(2);
});

it('is the passive side, so that the first message finds somebody who listens', () => {
  expect(readOffer(push, 'push').sdp).toContain('a=setup:active');
});

it('takes another profile of H.264 where constrained baseline is not offered', () => {
  const main = push.replaceAll(/42[0e]01f/g, '4d001f');
  expect(readOffer(main, 'push').tracks[1]!.parameters).toContain('profile-level-id=4d0028');
});

it('leaves out candidates that name a host, and those beyond the bound', () => {
  const candidate = (address: string) => `a=candidate:1 1 UDP 1 ${address} 5000 typ host`;
  const many = Array.from({ length: limits.candidates + 1 }, (_, at) => candidate(`192.0.2.${at}`));
  const { sdp } = readOffer(
    `${push}${[candidate('a.local'), ...many, candidate('b.example')].join('\r\n')}`,
    'push',
  );
  expect(sdp.match(/^a=candidate:.*$/gm)).toEqual(many.slice(0, -1));
});

it.each<[string, string, 'malformed' | 'noCodec']>([
  ['is no SDP', 'hello', 'malformed'],
  ['is empty', '', 'malformed'],
  ['has no media', push.slice(0, push.indexOf('m=')), 'malformed'],
  ['has no H.264', push.replaceAll('H264', 'H263'), 'noCodec'],
  [
    'has H.264 in single NAL unit mode alone',
    push.replaceAll('packetization-mode=1', 'packetization-mode=0'),
    'noCodec',
  ],
  ['has no Opus', push.replaceAll('opus', 'speex'), 'noCodec'],
  ['is for the other direction', pull, 'malformed'],
  ['has no fingerprint', push.replaceAll(/a=fingerprint:.*\r\n/g, ''), 'malformed'],
  ['has no ICE credentials', push.replaceAll(/a=ice-(ufrag|pwd):.*\r\n/g, ''), 'malformed'],
  ['is not encrypted', push.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'malformed'],
  ['has a data channel', push.replace('m=audio', 'm=application'), 'malformed'],
  ['has no mid', push.replaceAll(/a=mid:.*\r\n/g, ''), 'malformed'],
  ['has the same mid twice', push.replace('a=mid:1', 'a=mid:0'), 'malformed'],
  ['does not multiplex RTCP', push.replaceAll('a=rtcp-mux\r\n', ''), 'malformed'],
  ['has two videos', push + push.slice(push.indexOf('m=video')).replace('a=mid:1', 'a=mid:2'), 'malformed'],
  ['is too long', push + 'a=x:1\r\n'.repeat(20_000), 'malformed'],
])('refuses an offer that %s', (_, offer, code) => {
  expect(() => readOffer(offer, 'push')).toThrow(NegotiationError);
  expect(() => readOffer(offer, 'push')).toThrow(expect.objectContaining({ code }));
});
