import { isUid } from '@callgrid/protocol';
import * as v from 'valibot';
import { SECRET_LENGTH } from '../token/require-secret.ts';

export const portOf = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, `${name} is a port: 0 to 65535`),
    v.transform(Number),
    v.check((it) => it <= 65_535, `${name} is a port: 0 to 65535`),
  );

export const countOf = (name: string) =>
  v.pipe(
    v.string(),
    v.transform(Number),
    v.check((it) => Number.isInteger(it) && it >= 1, `${name} is a whole number from 1 up`),
  );

export const publicUrl = v.pipe(
  v.string(),
  v.check(
    (it) => URL.canParse(it) && /^(https?|wss?):$/.test(new URL(it).protocol),
    'public-url is an address such as wss://call.example.com',
  ),
);

export const publicRtmpUrl = v.pipe(
  v.string(),
  v.check(
    (it) => /^rtmp:\/\/[^/?#]+$/.test(it) && URL.canParse(it),
    'public-rtmp-url is an address such as rtmp://call.example.com:1935',
  ),
);

export const origins = v.pipe(
  v.string(),
  v.transform((it) => it.split(',').map((origin) => origin.trim())),
);

const ROOM_LENGTH = 'a room has a name of 1 to 64 characters';

export const roomName = v.pipe(
  v.string('say which room'),
  v.minLength(1, ROOM_LENGTH),
  v.maxLength(64, ROOM_LENGTH),
);

export const uidText = v.custom<string>(
  isUid,
  'say whose: the decimal text of an integer from 0 to 2^64 − 1',
);

export const personName = v.optional(v.pipe(v.string(), v.maxLength(64, 'a name has at most 64 characters')));

export const secretOf = (name: string) =>
  v.pipe(
    v.string(
      `give it as CALLGRID_${name.toUpperCase().replaceAll('-', '_')}, at least ${SECRET_LENGTH} characters`,
    ),
    v.minLength(
      SECRET_LENGTH,
      `${name} has at least ${SECRET_LENGTH} characters; "openssl rand -base64 32" makes one`,
    ),
  );

export const flag = v.pipe(
  v.picklist(['true', 'false'], 'a flag is given without a value, or as true or false'),
  v.transform((it) => it === 'true'),
);
