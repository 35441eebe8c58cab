import { isIP } from 'node:net';
import * as v from 'valibot';
import type { Settings } from './read-settings.ts';
import { flag } from './setting-schemas.ts';

const UDP_PORTS = 'udp-ports is a range such as 50000-50003, or one port';
/** RFC 7064 §3.1, RFC 7065 §3.1. */
const ICE_SERVER = /^(stuns?|turns?):[\w.:[\]-]+(\?transport=(udp|tcp))?$/;

const udpPorts = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}(-\d{1,5})?$/, UDP_PORTS),
  v.transform((it) => it.split('-').map(Number)),
  v.transform(([first = 0, last = first]) => ({ first, last })),
  v.check(({ first, last }) => first >= 1 && last <= 65_535 && first <= last, UDP_PORTS),
);

const iceServers = v.pipe(
  v.string(),
  v.transform((it) => it.split(',').flatMap((uri) => uri.trim() || [])),
  v.check(
    (it) => it.every((uri) => ICE_SERVER.test(uri)),
    'ice-servers are URIs such as stun:stun.example.com:3478 or turn:turn.example.com:3478?transport=udp, without an account: see turn-secret',
  ),
);

const turnUser = v.pipe(
  v.string(),
  // It goes into a header field.
  v.regex(/^[ -9;-~]+:[ -~]+$/, 'turn-user is NAME:PASSWORD, in ASCII'),
  v.transform((it) => ({ name: it.slice(0, it.indexOf(':')), password: it.slice(it.indexOf(':') + 1) })),
);

/** What there is to set about browsers' media. */
export const webRtcSettings = {
  'no-webrtc': {
    about: 'browsers only watch, by FLV: no WHIP, no WHEP, no UDP ports',
    fallback: 'false',
    schema: flag,
    isFlag: true,
  },
  'udp-ports': {
    about: 'for WebRTC: one UDP port, or a range to take the first four free ones of (default: any four)',
    fallback: undefined,
    schema: v.optional(udpPorts),
  },
  'public-ip': {
    about: 'the address that browsers reach the UDP ports at, where this machine has another',
    fallback: undefined,
    schema: v.optional(
      v.pipe(
        v.string(),
        v.check((it) => isIP(it) !== 0, 'public-ip is an IP address such as 203.0.113.7'),
      ),
    ),
  },
  'ice-servers': {
    about:
      'STUN and TURN servers that browsers are told of, by commas: stun:HOST:PORT, turn:HOST:PORT?transport=udp',
    fallback: '',
    schema: iceServers,
  },
  'turn-secret': {
    about: "the TURN servers' shared secret (coturn: use-auth-secret): each browser gets an account for 12 h",
    fallback: undefined,
    schema: v.optional(v.pipe(v.string(), v.minLength(1, 'turn-secret is not empty'))),
    isSecret: true,
  },
  'turn-user': {
    about: 'instead: one account for all, NAME:PASSWORD (coturn: lt-cred-mech)',
    fallback: undefined,
    schema: v.optional(turnUser),
    isSecret: true,
  },
  ffmpeg: {
    about: 'the program that turns the sound of browsers into that of phones and back',
    fallback: 'ffmpeg',
    schema: v.pipe(v.string(), v.minLength(1, 'ffmpeg is the path of a program')),
  },
} as const satisfies Settings;
