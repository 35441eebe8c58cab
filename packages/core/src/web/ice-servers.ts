/**
 * The STUN and TURN servers in a `Link` header, such as
 * `<turn:turn.example.com?transport=udp>; rel="ice-server"; username="u"; credential="c"` (RFC 9725 §4.6).
 * Links of any other kind are left out.
 */
export function readIceServers(link: string | null): RTCIceServer[] {
  return [...(link ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[\w-]+(?:=(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g)]
    .map(([, urls = '', parameters = '']) => ({ urls, ...readParameters(parameters) }))
    .filter(({ rel, urls }) => rel === 'ice-server' && /^(stun|turn)s?:/.test(urls))
    .map(({ urls, username, credential }) => ({
      urls,
      ...(username !== undefined && { username }),
      ...(credential !== undefined && { credential }),
    }));
}

function readParameters(text: string): Partial<Record<'rel' | 'username' | 'credential', string>> {
  const pairs = [...text.matchAll(/;\s*([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', quoted, plain]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
    ]),
  );
}
