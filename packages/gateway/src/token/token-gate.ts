import { type Clock, isUid, RtcError, roles, type Uid } from '@callgrid/protocol';
import { errors, jwtVerify } from 'jose';
import * as v from 'valibot';
import { requireSecret } from './require-secret.ts';
import type { Rights } from './rights.ts';

const claims = v.object({
  room: v.string('the claim "room" is the channelName'),
  uid: v.custom<Uid>(isUid, 'the claim "uid" is the uid as decimal text'),
  role: v.picklist(roles, 'the claim "role" is "broadcaster" or "audience"'),
  publish: v.boolean('the claim "publish" is true or false'),
  subscribe: v.boolean('the claim "subscribe" is true or false'),
  name: v.optional(v.pipe(v.string(), v.maxLength(64, 'the claim "name" has at most 64 characters'))),
});

/** What a token is good for. */
export interface Admission {
  readonly rights: Rights;
  /** What others see, where the token says so. */
  readonly name: string | undefined;
}

/** Checks tokens against the gateway's secret. */
export class TokenGate {
  private readonly key: Uint8Array;
  private readonly clock: Clock;

  constructor(secret: string, clock: Clock) {
    requireSecret('secret', secret);
    this.key = new TextEncoder().encode(secret);
    this.clock = clock;
  }

  /** Rejects with `token/required`, `token/expired` or `token/refused`; never says what stands in the token. */
  async admit(token: string | undefined, channelName: string, uid: Uid): Promise<Admission> {
    if (!token) {
      throw new RtcError('token/required', 'This gateway asks for a token. Get one from your server.');
    }
    const payload = await this.verify(token);
    const read = v.safeParse(claims, payload);
    if (!read.success) {
      throw new RtcError('token/refused', `The token is off: ${read.issues[0].message}.`);
    }
    const { room, uid: holder, name, ...rights } = read.output;
    if (room !== channelName) {
      throw new RtcError('token/refused', 'The token is for another room. Get one for this channelName.');
    }
    if (holder !== uid) {
      throw new RtcError(
        'token/refused',
        'The token is for another uid. Join as that one, or get another token.',
      );
    }
    return { rights, name };
  }

  private async verify(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        requiredClaims: ['exp'],
        currentDate: new Date(this.clock.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        throw new RtcError('token/expired', 'The token has expired. Get a new one and join again.');
      }
      throw new RtcError(
        'token/refused',
        "The token is none that this gateway can trust: it needs HS256, the gateway's secret and an expiry.",
      );
    }
  }
}
