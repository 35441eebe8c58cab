import { createHash, timingSafeEqual } from 'node:crypto';

/** What an Authorization header carries as a bearer token (RFC 6750 §2.1). */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/** Whether an Authorization header carries the key (RFC 6750 §2.1), in a time that says nothing about it. */
export function isBearer(authorization: string | undefined, key: string): boolean {
  const given = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
