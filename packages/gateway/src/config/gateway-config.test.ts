import { describe, expect, it } from 'vitest';
import { readConfig, settings } from './gateway-config.ts';
import { ConfigError, describeSettings } from './read-settings.ts';

function mistakes(args: readonly string[], env: Record<string, string> = {}): readonly string[] {
  try {
    readConfig(args, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig([], {})).toEqual({
      host: '0.0.0.0',
      port: 8700,
      rtmpPort: 1935,
      secret: undefined,
      adminKey: undefined,
      publicUrl: undefined,
      publicRtmpUrl: undefined,
      allowOrigin: undefined,
      trustProxy: false,
      noWebrtc: false,
      udpPorts: undefined,
      publicIp: undefined,
      iceServers: [],
      turnSecret: undefined,
      turnUser: undefined,
      ffmpeg: 'ffmpeg',
      sameUid: 'replace',
      store: '.callgrid/seats-8700.json',
      maxRooms: 1000,
      maxParticipants: 100,
      maxSocketsPerAddress: 200,
      logLevel: 'info',
    });
  });

  it('takes the command line before the environment', () => {
    const env = {
      CALLGRID_PORT: '1',
      CALLGRID_RTMP_PORT: '2',
      CALLGRID_ALLOW_ORIGIN: 'https://a.example, https://b.example',
    };
    expect(readConfig(['--port', '3', '--max-rooms=4'], env)).toMatchObject({
      port: 3,
      rtmpPort: 2,
      maxRooms: 4,
      allowOrigin: ['https://a.example', 'https://b.example'],
    });
  });

  it.each([
    [['--port=8701'], '.callgrid/seats-8701.json'],
    [['--port=0'], undefined],
    [['--port=0', '--store=/var/lib/callgrid/seats.json'], '/var/lib/callgrid/seats.json'],
    [['--store=none'], undefined],
  ])('with %s keeps the seats in %s', (args, expected) => {
    expect(readConfig(args, {}).store).toBe(expected);
  });

  it('lists every mistake at once, with where it came from', () => {
    const args = ['--port', 'x', '--public-url', 'ftp://a', '--speed', '--log-level', 'loud'];
    const found = mistakes(args, { CALLGRID_RTMP_PORT: '70000', CALLGRID_MAX_ROOMS: '0' });
    expect(found).toHaveLength(6);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringContaining('--speed'),
        expect.stringContaining('--port x'),
        expect.stringContaining('CALLGRID_RTMP_PORT=70000'),
        expect.stringContaining('--public-url ftp://a'),
        expect.stringContaining('CALLGRID_MAX_ROOMS=0'),
        expect.stringContaining('--log-level loud'),
      ]),
    );
  });

  it('reads what browsers need', () => {
    const args = ['--udp-ports=50000-50100', '--public-ip=203.0.113.7'];
    const env = {
      CALLGRID_ICE_SERVERS: 'stun:a.example:3478, turns:b.example?transport=tcp',
      CALLGRID_TURN_USER: 'me:pass:word',
    };
    expect(readConfig(args, env)).toMatchObject({
      udpPorts: { first: 50_000, last: 50_100 },
      publicIp: '203.0.113.7',
      iceServers: ['stun:a.example:3478', 'turns:b.example?transport=tcp'],
      turnUser: { name: 'me', password: 'pass:word' },
    });
    expect(readConfig(['--udp-ports=3478'], {}).udpPorts).toEqual({ first: 3_478, last: 3_478 });
  });

  it('wants one account for TURN, and never shows it', () => {
    const turn = '--ice-servers=turn:a.example';
    expect(mistakes([turn])).toEqual([expect.stringContaining('CALLGRID_TURN_SECRET')]);
    expect(mistakes([turn, '--turn-secret=x'])).toEqual([]);
    expect(mistakes([turn, '--turn-secret=x', '--turn-user=a:b'])).toHaveLength(1);
    expect(mistakes(['--turn-user=password-alone'])).toEqual([
      '--turn-user …: turn-user is NAME:PASSWORD, in ASCII',
    ]);
  });

  it.each(['--turn-secret=hush', '--turn-user=me:hush'])(
    'asks what %s is for, where no TURN server is',
    (account) => {
      const [name] = account.split('=');
      const expected = [`${name}: it is for TURN servers; name one with --ice-servers`];
      expect(mistakes([account])).toEqual(expected);
      expect(mistakes([account, '--ice-servers=stun:a.example'])).toEqual(expected);
    },
  );

  it('wants nothing set that is for WebRTC where there is none', () => {
    const turn = ['--ice-servers=turn:a.example', '--turn-secret=x'];
    expect(readConfig(['--no-webrtc'], {}).noWebrtc).toBe(true);
    expect(mistakes(['--no-webrtc', ...turn], { CALLGRID_UDP_PORTS: '50000' })).toEqual([
      '--udp-ports, --ice-servers: they are for WebRTC; leave them out, or --no-webrtc',
    ]);
    expect(mistakes(['--no-webrtc', '--public-ip=203.0.113.7'])).toEqual([
      '--public-ip: it is for WebRTC; leave it out, or --no-webrtc',
    ]);
  });

  it.each([
    ['1.5', '--port'],
    ['-1', '--port'],
    ['', '--port'],
    ['', '--max-rooms'],
    ['rtmp://host/path', '--public-rtmp-url'],
    ['http://host', '--public-rtmp-url'],
    ['50100-50000', '--udp-ports'],
    ['0', '--udp-ports'],
    ['1-65536', '--udp-ports'],
    ['call.example.com', '--public-ip'],
    ['turn:user:password@host', '--ice-servers'],
    ['stun:a,b', '--ice-servers'],
    ['stun:例子.example', '--ice-servers'],
    ['me:пароль', '--turn-user'],
    ['', '--ffmpeg'],
  ])('refuses "%s" for %s', (value, name) => {
    expect(mistakes([`${name}=${value}`])).toHaveLength(1);
  });

  it.each(['secret', 'admin-key'])('wants a %s of 32 characters, and never shows what was given', (name) => {
    expect(mistakes([`--${name}`, 'short-and-secret'])).toEqual([
      `--${name} …: ${name} has at least 32 characters; "openssl rand -base64 32" makes one`,
    ]);
    const variable = `CALLGRID_${name.toUpperCase().replace('-', '_')}`;
    expect(mistakes([], { [variable]: 'short-and-secret' })[0]).not.toContain('short-and-secret');
  });

  it('does not show what follows a misspelt or an unquoted setting: it may be a secret', () => {
    expect(mistakes(['--secert', 'short-and-secret'])).toEqual(['--secert is not a setting; see --help']);
    const unquoted = mistakes(['--admin-key', 'x'.repeat(32), 'and-secret', 'words']);
    expect(unquoted).toEqual([
      'argument 3 is not a setting; see --help',
      'argument 4 is not a setting; see --help',
    ]);
  });

  it('complains once of a setting that is none, and not of what it was given', () => {
    expect(mistakes(['--bogus', '1', '--port', 'x'])).toEqual([
      '--bogus is not a setting; see --help',
      expect.stringContaining('--port x'),
    ]);
    expect(mistakes(['--bogus=1', 'stray'])).toEqual([
      '--bogus is not a setting; see --help',
      'argument 2 is not a setting; see --help',
    ]);
  });

  it.each([
    [['--trust-proxy'], true],
    [['--trust-proxy=false'], false],
    [[], true],
  ])('takes the flag in %j for %s', (args, expected) => {
    const env: Record<string, string> = args.length > 0 ? {} : { CALLGRID_TRUST_PROXY: 'true' };
    expect(readConfig(args, env).trustProxy).toBe(expected);
  });

  it('says which setting lacks its value', () => {
    expect(mistakes(['--port'])).toEqual(['--port needs a value']);
  });
});

it('describes a setting with its default, and says none where there is none', () => {
  const lines = describeSettings(settings).split('\n');
  expect(lines.find((it) => it.includes('--port '))).toMatch(/\(default 8700\)$/);
  expect(lines.filter((it) => /\(default *\)/.test(it))).toEqual([]);
});
