import { isIPv4 } from 'node:net';

/**
 * Whether a web page of `origin` may open a socket. Mini programs and servers send no origin, or WeChat's own.
 * Without a list: pages of the host they connect to, whatever the port, and pages of this machine.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[] | undefined,
): boolean {
  if (origin === undefined || origin === 'https://servicewechat.com') return true;
  if (allowed) return allowed.includes('*') || allowed.includes(origin);
  const from = hostName(origin);
  return from !== undefined && (isThisMachine(from) || from === hostName(`http://${host}`));
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function isThisMachine(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
