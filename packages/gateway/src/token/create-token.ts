import { type Role, toUid } from '@callgrid/protocol';
import { SignJWT } from 'jose';
import { requireSecret } from './require-secret.ts';

/** Whom a token lets into which room, and what they may do there. */
export interface TokenOptions {
  /** The gateway's: at least 32 characters. */
  readonly secret: string;
  /** The channelName. */
  readonly room: string;
  /** A safe integer, decimal text or a BigNumber, 0 to 2^64 − 1. */
  readonly uid: Parameters<typeof toUid>[0];
  /** What others see, instead of what the client says. */
  readonly name?: string;
  /** The most the holder may be. Default `broadcaster`. */
  readonly role?: Role;
  /** Default: whoever may be broadcaster. */
  readonly publish?: boolean;
  /** Default true. */
  readonly subscribe?: boolean;
  /** How long it can be used to join: seconds, or text such as `30s`, `15m`, `2h`, `7d`. Default `2h`. */
  readonly expiresIn?: number | string;
}

/** A JWT (HS256) that a gateway with the same secret takes at `join`. Rejects with a `TypeError` that names the fix. */
export async function createToken({
  secret,
  room,
  uid,
  name,
  role = 'broadcaster',
  publish = role === 'broadcaster',
  subscribe = true,
  expiresIn = '2h',
}: TokenOptions): Promise<string> {
  requireSecret('secret', secret);
  const now = Math.floor(Date.now() / 1_000);
  const claims = { room, uid: toUid(uid), role, publish, subscribe, ...(name !== undefined && { name }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + seconds(expiresIn))
    .sign(new TextEncoder().encode(secret));
}

const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

function seconds(span: number | string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(String(span)) ?? [];
  const value = count ? Number(count) * units[unit as keyof typeof units] : span;
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return Math.ceil(value);
  throw new TypeError(
    `a token lives for some seconds, or a span such as 30s, 15m, 2h, 7d; this was "${span}"`,
  );
}
