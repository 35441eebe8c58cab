import path from 'node:path';
import * as v from 'valibot';
import { ConfigError, readSettings, type Settings } from './read-settings.ts';
import { countOf, flag, origins, portOf, publicRtmpUrl, publicUrl, secretOf } from './setting-schemas.ts';
import { webRtcSettings } from './webrtc-settings.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

// The command line, the environment and the help text read this table.
export const settings = {
  host: {
    about: 'address to listen on',
    fallback: '0.0.0.0',
    schema: v.pipe(v.string(), v.minLength(1, 'host is an address such as 0.0.0.0')),
  },
  port: { about: 'port for signalling, HTTP, WHIP, WHEP and FLV', fallback: '8700', schema: portOf('port') },
  'rtmp-port': { about: 'port for RTMP', fallback: '1935', schema: portOf('rtmp-port') },
  secret: {
    about: 'what tokens are signed with, at least 32 characters (without: debug mode, no tokens)',
    fallback: undefined,
    schema: v.optional(secretOf('secret')),
    isSecret: true,
  },
  'admin-key': {
    about: 'what the admin API asks for, at least 32 characters (without: no admin API)',
    fallback: undefined,
    schema: v.optional(secretOf('admin-key')),
    isSecret: true,
  },
  'public-url': {
    about: 'how clients reach this gateway, where that is not the host they ask for',
    fallback: undefined,
    schema: v.optional(publicUrl),
  },
  'public-rtmp-url': {
    about: 'how phones reach the RTMP port, where that is not the same host and port',
    fallback: undefined,
    schema: v.optional(publicRtmpUrl),
  },
  'allow-origin': {
    about:
      "web origins that may connect, by commas; '*' for all (default: the gateway's own host and this machine)",
    fallback: undefined,
    schema: v.optional(origins),
  },
  'trust-proxy': {
    about: 'behind one proxy: clients are told apart by the last address in its X-Forwarded-For',
    fallback: 'false',
    schema: flag,
    isFlag: true,
  },
  ...webRtcSettings,
  'same-uid': {
    about: 'a uid that joins again: "replace" its earlier seat, or "refuse"',
    fallback: 'replace',
    schema: v.picklist(['replace', 'refuse'], 'same-uid is replace or refuse'),
  },
  store: {
    about:
      'file that keeps the seats over a restart, or "none" (default .callgrid/seats-PORT.json; none where the port is 0)',
    fallback: undefined,
    schema: v.optional(v.pipe(v.string(), v.minLength(1, 'store is the path of a file, or none'))),
  },
  'max-rooms': { about: 'rooms at once', fallback: '1000', schema: countOf('max-rooms') },
  'max-participants': {
    about: 'participants in one room',
    fallback: '100',
    schema: countOf('max-participants'),
  },
  'max-sockets-per-address': {
    about: 'signalling sockets at once from one address',
    fallback: '200',
    schema: countOf('max-sockets-per-address'),
  },
  'log-level': {
    about: levels.join(', '),
    fallback: 'info',
    schema: v.picklist(levels, `log-level is one of ${levels.join(', ')}`),
  },
} as const satisfies Settings;

/** A gateway's settings, checked. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly rtmpPort: number;
  /** What tokens are signed with; undefined in debug mode, where there are none. */
  readonly secret: string | undefined;
  readonly adminKey: string | undefined;
  readonly publicUrl: string | undefined;
  readonly publicRtmpUrl: string | undefined;
  readonly allowOrigin: readonly string[] | undefined;
  readonly trustProxy: boolean;
  /** Whether browsers are left to FLV. */
  readonly noWebrtc: boolean;
  /** Where to look for the four that serve all; undefined takes any free ones. */
  readonly udpPorts: { readonly first: number; readonly last: number } | undefined;
  readonly publicIp: string | undefined;
  /** STUN and TURN URIs for browsers. */
  readonly iceServers: readonly string[];
  readonly turnSecret: string | undefined;
  readonly turnUser: { readonly name: string; readonly password: string } | undefined;
  /** The program that turns Opus into AAC and back. */
  readonly ffmpeg: string;
  readonly sameUid: 'replace' | 'refuse';
  /** The file that keeps the seats over a restart; undefined where nothing does. */
  readonly store: string | undefined;
  readonly maxRooms: number;
  readonly maxParticipants: number;
  readonly maxSocketsPerAddress: number;
  readonly logLevel: (typeof levels)[number];
}

/** Reads `--name value` arguments, then `CALLGRID_NAME` from the environment, then the defaults. Throws a `ConfigError`. */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): GatewayConfig {
  const config = readSettings(settings, args, env);
  requireWebRtc(config);
  requireTurnAccount(config);
  return { ...config, store: storeFile(config) };
}

/** Who sets these counts on what `--no-webrtc` turns off. */
function requireWebRtc({ noWebrtc, udpPorts, publicIp, iceServers }: WebRtcConfig): void {
  if (!noWebrtc) return;
  const idle = [
    ...(udpPorts ? ['--udp-ports'] : []),
    ...(publicIp === undefined ? [] : ['--public-ip']),
    ...(iceServers.length > 0 ? ['--ice-servers'] : []),
  ];
  const [they, them] = idle.length > 1 ? ['they are', 'them'] : ['it is', 'it'];
  if (idle.length > 0)
    throw new ConfigError([`${idle.join(', ')}: ${they} for WebRTC; leave ${them} out, or --no-webrtc`]);
}

/** Browsers throw at a TURN server without an account, and which of two would be used is nobody's guess. */
function requireTurnAccount({ iceServers, turnSecret, turnUser }: WebRtcConfig): void {
  const needsAccount = iceServers.some((it) => /^turns?:/.test(it));
  if (needsAccount && turnSecret === undefined && turnUser === undefined)
    throw new ConfigError(['--ice-servers: a TURN server needs CALLGRID_TURN_SECRET or CALLGRID_TURN_USER']);
  if (turnSecret !== undefined && turnUser !== undefined)
    throw new ConfigError(['--turn-secret and --turn-user: give one of them']);
  const account = turnSecret !== undefined ? '--turn-secret' : '--turn-user';
  if (!needsAccount && (turnSecret !== undefined || turnUser !== undefined))
    throw new ConfigError([`${account}: it is for TURN servers; name one with --ice-servers`]);
}

type WebRtcConfig = Pick<
  GatewayConfig,
  'noWebrtc' | 'udpPorts' | 'publicIp' | 'iceServers' | 'turnSecret' | 'turnUser'
>;

/** Gateways on other ports of the same folder have other files; to one on any free port nobody comes back. */
function storeFile({ store, port }: Pick<GatewayConfig, 'store' | 'port'>): string | undefined {
  if (store === undefined && port !== 0) return path.join('.callgrid', `seats-${port}.json`);
  return store === 'none' ? undefined : store;
}
