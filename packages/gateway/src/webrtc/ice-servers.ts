import { createHmac } from 'node:crypto';
import { seatTimers } from '@callgrid/protocol';
import type { IceServer } from '@callgrid/webrtc';

/** What browsers are told to use so that they reach the gateway. */
export interface IceServerSettings {
  /** STUN and TURN URIs (RFC 7064, RFC 7065). */
  readonly iceServers: readonly string[];
  /** Shared with the TURN servers: each client gets an account of its own that expires. */
  readonly turnSecret: string | undefined;
  /** One account for all, instead. */
  readonly turnUser: { readonly name: string; readonly password: string } | undefined;
}

/**
 * The servers for one client. With a secret its account is `EXPIRY:NAME` with an HMAC of that as password, as coturn's
 * `use-auth-secret` takes it (draft-uberti-behave-turn-rest-00 §2.2), for as long as a key lasts. `now` is in
 * milliseconds since 1970.
 */
export function iceServersFor(settings: IceServerSettings, name: string, now: number): IceServer[] {
  return settings.iceServers.map((urls) => {
    const account = /^turns?:/.test(urls) ? accountOf(settings, name, now) : undefined;
    return { urls, ...account };
  });
}

/** A server as a `Link` header field value (RFC 9725 §4.6). */
export function iceServerLink({ urls, username, credential }: IceServer): string {
  const link = `<${urls}>; rel="ice-server"`;
  if (username === undefined || credential === undefined) return link;
  return `${link}; username=${quoted(username)}; credential=${quoted(credential)}; credential-type="password"`;
}

function accountOf(
  { turnSecret, turnUser }: IceServerSettings,
  name: string,
  now: number,
): { username: string; credential: string } | undefined {
  if (turnSecret !== undefined) {
    const username = `${Math.ceil((now + seatTimers.grant) / 1_000)}:${name}`;
    return { username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') };
  }
  return turnUser && { username: turnUser.name, credential: turnUser.password };
}

/** RFC 9110 §5.6.4. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
