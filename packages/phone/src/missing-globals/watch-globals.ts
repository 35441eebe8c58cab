import { type FreeUse, findFreeUses } from './free-uses.ts';
import { ABSENT_NAMES, HIDDEN_NAMES } from './global-names.ts';

/** The parameter through which a file says what it is about to use, and gets it. */
export const WATCHER = '__callgridUses';

const ANY_NAME = new RegExp(`\\b(?:Function|${[...HIDDEN_NAMES, ...ABSENT_NAMES].join('|')})\\b`);

/**
 * Rewrites the uses of missing globals so that each is said before it happens, and then happens as it would have:
 * `fetch(x)` becomes `uses("fetch",7,typeof fetch,()=>fetch)(x)`. Lines stay where they are.
 */
export function watchGlobals(source: string): string {
  if (!ANY_NAME.test(source)) return source;
  let watched = '';
  let at = 0;
  for (const use of findFreeUses(source).sort((a, b) => a.start - b.start)) {
    const text = source.slice(use.start, use.end);
    watched += source.slice(at, use.start);
    // `new uses(…)(x)` would construct the watcher; a bracket at the start of a line could join it to the line before.
    const said = says(use, text);
    watched += /\bnew\s+$/.test(watched) ? `(${said})` : said;
    at = use.end;
  }
  return watched + source.slice(at);
}

function says({ name, line, shorthand, ofGlobalThis, always }: FreeUse, text: string): string {
  const type = always ? '"undefined"' : `typeof ${ofGlobalThis ? 'globalThis.' : ''}${name}`;
  return `${shorthand ? `${text}:` : ''}${WATCHER}(${JSON.stringify(name)},${line},${type},()=>${text})`;
}
