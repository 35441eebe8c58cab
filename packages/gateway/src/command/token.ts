import { roles } from '@callgrid/protocol';
import * as v from 'valibot';
import { ConfigError, readSettings, type Settings } from '../config/read-settings.ts';
import { flag, personName, roomName, secretOf, uidText } from '../config/setting-schemas.ts';
import { createToken } from '../token/create-token.ts';
import type { Command } from './command.ts';

const settings = {
  room: { about: 'the channelName', fallback: undefined, schema: roomName },
  uid: { about: 'whom it is for', fallback: undefined, schema: uidText },
  name: {
    about: 'what others see, instead of what the client says',
    fallback: undefined,
    schema: personName,
  },
  role: {
    about: `the most the holder may be: ${roles.join(' or ')}`,
    fallback: 'broadcaster',
    schema: v.picklist(roles, `role is ${roles.join(' or ')}`),
  },
  'no-publish': { about: 'the holder may not send', fallback: 'false', schema: flag, isFlag: true },
  'no-subscribe': { about: 'the holder may not receive', fallback: 'false', schema: flag, isFlag: true },
  expires: {
    about: 'how long it can be used to join: 30s, 15m, 2h, 7d',
    fallback: '2h',
    schema: v.pipe(v.string(), v.regex(/^[1-9]\d*[smhd]$/, 'expires is a span such as 30s, 15m, 2h or 7d')),
  },
  secret: {
    about: "the gateway's secret (better given as CALLGRID_SECRET: others on the machine can see arguments)",
    fallback: undefined,
    schema: secretOf('secret'),
    isSecret: true,
  },
} as const satisfies Settings;

/** Prints a token, for trying things and for scripts. */
export const token: Command = {
  name: 'token',
  about: 'print a token that a gateway with the same secret takes',
  settings,
  notes: 'A server of yours makes them with createToken of @callgrid/gateway, or any JWT library (HS256).',
  run: async (args, env) => {
    const read = readSettings(settings, args, { CALLGRID_SECRET: env.CALLGRID_SECRET });
    const { room, uid, name, role, noPublish, noSubscribe, expires, secret } = read;
    if (role === 'audience' && noSubscribe)
      throw new ConfigError(['--no-subscribe: an audience member that receives nothing does nothing']);
    const publish = role === 'broadcaster' && !noPublish;
    const options = { secret, room, uid, role, publish, subscribe: !noSubscribe, expiresIn: expires };
    console.log(await createToken({ ...options, ...(name !== undefined && { name }) }));
  },
};
