/** Splits a page url. WeChat hands query values on as they are written: it does not decode them. */
export function parsePageUrl(url: string): { path: string; query: Record<string, string> } {
  const [path = ''] = url.split('?', 1);
  const text = url.slice(path.length + 1);
  const query: Record<string, string> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 0) query[pair] = '';
    else query[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return { path, query };
}

/** The path that `relative` means inside `from`, without a leading slash. */
export function resolvePath(from: string, relative: string): string {
  const parts = relative.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
