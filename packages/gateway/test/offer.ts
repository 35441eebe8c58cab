const FINGERPRINT =
  'DA:7B:57:DC:28:CE:04:4F:31:79:85:C4:31:67:EB:27:58:29:ED:77:2A:0D:24:AE:ED:AD:30:BC:BD:F1:9C:02';

/** The user fragment of the offers below. */
export const UFRAG = 'EsAw';

/** An offer as Chromium makes them, shortened: sound, and a picture in H.264 or VP8. */
export function offerOf(direction: 'push' | 'pull'): string {
  const way = direction === 'push' ? 'sendonly' : 'recvonly';
  const transport = [
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    `a=ice-ufrag:${UFRAG}`,
    'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1',
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${FINGERPRINT}`,
    'a=setup:actpass',
  ];
  return [
    'v=0',
    'o=- 5228595038118931041 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0 1',
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    ...transport,
    'a=mid:0',
    `a=${way}`,
    'a=msid:- d46fb922-d52a-4e9c-aa87-444eadc1521b',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtcp-fb:111 transport-cc',
    'a=fmtp:111 minptime=10;useinbandfec=1',
    'a=ssrc:3135617861 cname:Zb1lnZ3aPkK9YBJ8',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 102',
    ...transport,
    'a=mid:1',
    `a=${way}`,
    'a=msid:- 6b822a8b-3c86-4d5b-9ea8-5f2a3a1c0d1e',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    'a=rtpmap:96 VP8/90000',
    'a=rtcp-fb:96 nack pli',
    'a=rtpmap:102 H264/90000',
    'a=rtcp-fb:102 ccm fir',
    'a=rtcp-fb:102 nack',
    'a=rtcp-fb:102 nack pli',
    'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    'a=ssrc:2231627014 cname:Zb1lnZ3aPkK9YBJ8',
    '',
  ].join('\r\n');
}

/** Candidates as a browser trickles them (RFC 8840). */
export function fragmentOf(ufrag = UFRAG): string {
  return [
    'a=group:BUNDLE 0 1',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:0',
    `a=ice-ufrag:${ufrag}`,
    'a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1',
    'a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1',
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
