import * as v from 'valibot';
import { ConfigError, readSettings, type Settings } from '../config/read-settings.ts';
import { personName, roomName, uidText } from '../config/setting-schemas.ts';
import type { Command } from './command.ts';

const push = ['whip', 'rtmp'] as const;
const pull = ['whep', 'rtmp', 'flv'] as const;
const ways = [...new Set([...push, ...pull])];

const WRONG_GATEWAY = 'gateway is an address such as wss://call.example.com';

const settings = {
  gateway: {
    about: 'the gateway: wss://…, or ws://… in a local network; addresses have its host',
    fallback: undefined,
    schema: v.pipe(
      v.string(WRONG_GATEWAY),
      v.check((it) => /^wss?:\/\/[^\s#]+$/i.test(it) && URL.canParse(it), WRONG_GATEWAY),
    ),
  },
  room: { about: 'the channelName', fallback: undefined, schema: roomName },
  uid: {
    about: 'whose seat it is; nobody else in the room has this one',
    fallback: undefined,
    schema: uidText,
  },
  name: { about: 'what others see', fallback: undefined, schema: personName },
  watch: {
    about: 'the uid of whom to watch: an address to play instead of one to push to',
    fallback: undefined,
    schema: v.optional(uidText),
  },
  by: {
    about: `${push.join(' or ')} to push (default ${push[0]}); ${pull.join(', ')} to watch (default ${pull[0]})`,
    fallback: undefined,
    schema: v.optional(v.picklist(ways, `by is one of ${ways.join(', ')}`)),
  },
  token: {
    about:
      'what "callgrid-gateway token" prints, where the gateway has a secret (better given as CALLGRID_TOKEN)',
    fallback: undefined,
    schema: v.optional(v.string()),
    isSecret: true,
  },
} as const satisfies Settings;

/** Keeps a seat for an encoder or a player that knows nothing of rooms, and prints its address. */
export const seat: Command = {
  name: 'seat',
  about: 'join a room for OBS, GStreamer or ffmpeg, and print the address to push to or to play',
  settings,
  notes: `Standard output has addresses alone, one a line; standard error says what to do with them and what happens.
An address is good for as long as this runs. SIGINT (Ctrl+C) and SIGTERM leave the room.`,
  run: async (args, env) => {
    const { CALLGRID_GATEWAY, CALLGRID_TOKEN } = env;
    const { by, watch, ...read } = readSettings(settings, args, { CALLGRID_GATEWAY, CALLGRID_TOKEN });
    const wish =
      watch === undefined
        ? { does: 'push' as const, by: choose(push, by, 'push') }
        : { does: 'watch' as const, uid: watch, by: choose(pull, by, 'watch') };
    if (watch === read.uid) throw new ConfigError([`--watch ${watch}: this is the own uid; watch another's`]);
    // A gateway that serves needs nothing of a client's.
    const { keepSeat } = await import('../seat/keep-seat.ts');
    await keepSeat({ ...read, wish });
  },
};

function choose<const Way extends string>(ways: readonly Way[], by: string | undefined, verb: string): Way {
  const way = by === undefined ? ways[0] : ways.find((it) => it === by);
  if (way === undefined) throw new ConfigError([`--by ${by}: to ${verb}, by is ${ways.join(' or ')}`]);
  return way;
}
