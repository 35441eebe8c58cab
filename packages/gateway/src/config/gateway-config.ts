import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const portOf = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, `${name} is a port: 0 to 65535`),
    v.transform(Number),
    v.check((it) => it <= 65_535, `${name} is a port: 0 to 65535`),
  );

const count = (name: string) =>
  v.pipe(
    v.string(),
    v.transform(Number),
    v.check((it) => Number.isInteger(it) && it >= 1, `${name} is a whole number from 1 up`),
  );

const publicUrl = v.pipe(
  v.string(),
  v.check(
    (it) => URL.canParse(it) && /^(https?|wss?):$/.test(new URL(it).protocol),
    'public-url is an address such as wss://call.example.com',
  ),
);

const publicRtmpUrl = v.pipe(
  v.string(),
  v.check(
    (it) => /^rtmp:\/\/[^/?#]+$/.test(it) && URL.canParse(it),
    'public-rtmp-url is an address such as rtmp://call.example.com:1935',
  ),
);

/** Every setting: what it is, its default, and how it is checked. The command line and the environment read this table. */
export const settings = {
  host: {
    about: 'address to listen on',
    fallback: '0.0.0.0',
    schema: v.pipe(v.string(), v.minLength(1, 'host is an address such as 0.0.0.0')),
  },
  port: { about: 'port for signalling, HTTP and WS-FLV', fallback: '8700', schema: portOf('port') },
  'rtmp-port': { about: 'port for RTMP', fallback: '1935', schema: portOf('rtmp-port') },
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
    schema: v.optional(
      v.pipe(
        v.string(),
        v.transform((it) => it.split(',').map((origin) => origin.trim())),
      ),
    ),
  },
  store: {
    about: `file that keeps the seats over a restart, or "none" (default .callgrid/seats-PORT.json; none where the port is 0)`,
    fallback: undefined,
    schema: v.optional(v.pipe(v.string(), v.minLength(1, 'store is the path of a file, or none'))),
  },
  'max-rooms': { about: 'rooms at once', fallback: '1000', schema: count('max-rooms') },
  'max-participants': {
    about: 'participants in one room',
    fallback: '100',
    schema: count('max-participants'),
  },
  'log-level': {
    about: levels.join(', '),
    fallback: 'info',
    schema: v.picklist(levels, `log-level is one of ${levels.join(', ')}`),
  },
} as const;

type SettingName = keyof typeof settings;

/** A gateway's settings, checked. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly rtmpPort: number;
  readonly publicUrl: string | undefined;
  readonly publicRtmpUrl: string | undefined;
  readonly allowOrigin: readonly string[] | undefined;
  /** The file that keeps the seats over a restart; undefined where nothing does. */
  readonly store: string | undefined;
  readonly maxRooms: number;
  readonly maxParticipants: number;
  readonly logLevel: (typeof levels)[number];
}

/** Every mistake in the settings at once. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(
      `The gateway's settings have ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((it) => `  - ${it}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}

/** Reads `--name value` arguments, then `CALLGRID_NAME` from the environment, then the defaults. Throws a {@link ConfigError}. */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): GatewayConfig {
  const { values, mistakes } = readArguments(args);
  const read = Object.fromEntries(
    (Object.keys(settings) as SettingName[]).map((name) => {
      const { schema, fallback } = settings[name];
      const variable = `CALLGRID_${name.toUpperCase().replaceAll('-', '_')}`;
      const result = v.safeParse(schema, values[name] ?? env[variable] ?? fallback);
      if (!result.success) {
        const source =
          values[name] !== undefined ? `--${name} ${values[name]}` : `${variable}=${env[variable]}`;
        mistakes.push(`${source}: ${result.issues.map((issue) => issue.message).join('; ')}`);
      }
      return [camel(name), result.success ? result.output : undefined];
    }),
  );
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  const config = read as unknown as GatewayConfig;
  return { ...config, store: storeFile(config) };
}

/** Gateways on other ports of the same folder have other files; to one on any free port nobody comes back. */
function storeFile({ store, port }: GatewayConfig): string | undefined {
  if (store === undefined && port !== 0) return path.join('.callgrid', `seats-${port}.json`);
  return store === 'none' ? undefined : store;
}

function readArguments(args: readonly string[]): {
  values: Record<string, string | undefined>;
  mistakes: string[];
} {
  const mistakes: string[] = [];
  const values: Record<string, string | undefined> = {};
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: options() });
  for (const token of tokens) {
    if (token.kind === 'positional') mistakes.push(`"${token.value}" is not a setting; see --help`);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(settings, token.name)) mistakes.push(`--${token.name} is not a setting; see --help`);
    else if (token.value === undefined) mistakes.push(`--${token.name} needs a value`);
    else values[token.name] = token.value;
  }
  return { values, mistakes };
}

function options(): Record<string, { type: 'string' }> {
  return Object.fromEntries(Object.keys(settings).map((name) => [name, { type: 'string' }]));
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
