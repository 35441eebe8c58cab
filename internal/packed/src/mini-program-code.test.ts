import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, tokenizer } from 'acorn';
import { describe, expect, inject, test } from 'vitest';

/** What mini-program JavaScript does not have. */
const absent = [
  ...['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'crypto', 'fetch', 'eval', 'Function'],
  ...['process', 'Buffer', 'document', 'XMLHttpRequest', 'queueMicrotask', 'structuredClone'],
];

/** The absent names that code reads as globals: not the members and keys that only share a name with one. */
function absentIn(code: string, sourceType: 'module' | 'script'): string[] {
  const tokens = [...tokenizer(code, { ecmaVersion: 2018, sourceType })];
  const text = (at: number) => (tokens[at] ? code.slice(tokens[at].start, tokens[at].end) : '');
  return tokens.flatMap((token, at) => {
    const name = code.slice(token.start, token.end);
    const own = text(at - 1) === '.' || text(at + 1) === ':' || token.type.label !== 'name';
    return absent.includes(name) && !own ? [name] : [];
  });
}

describe.each(['protocol', 'room', 'core', 'react', 'call-grid'])('@callgrid/%s', (name) => {
  const dist = path.join(inject('app'), 'node_modules/@callgrid', name, 'dist');
  const files = (readdirSync(dist, { recursive: true }) as string[]).filter((file) =>
    /\.[cm]?js$/.test(file),
  );

  test.each(files)('%s is ES2018', (file) => {
    // The browsers' player is loaded when it is needed; what `import()` becomes is for the app's bundler to say.
    const code = readFileSync(path.join(dist, file), 'utf8').replace(
      /\bimport\(["']mpegts\.js["']\)/g,
      'load()',
    );
    const sourceType = file.endsWith('.cjs') ? 'script' : 'module';
    expect(() => parse(code, { ecmaVersion: 2018, sourceType })).not.toThrow();
  });

  // Parts of call-grid are for browsers alone; Taro leaves them out of a mini program.
  if (name === 'call-grid') return;

  test.each(files)('%s uses nothing that a mini program lacks', (file) => {
    const sourceType = file.endsWith('.cjs') ? 'script' : 'module';
    expect(absentIn(readFileSync(path.join(dist, file), 'utf8'), sourceType)).toEqual([]);
  });
});

test('a global that a mini program lacks is found', () => {
  expect(absentIn('const url = new URL(it.URL, { fetch: 1 }); eval(url);', 'script')).toEqual([
    'URL',
    'eval',
  ]);
});

test('the app for weapp holds no player for browsers', () => {
  const dist = path.join(inject('app'), 'dist');
  const files = (readdirSync(dist, { recursive: true }) as string[]).filter((file) => file.endsWith('.js'));
  expect(existsSync(path.join(dist, 'app.js'))).toBe(true);
  for (const file of files) expect(readFileSync(path.join(dist, file), 'utf8')).not.toMatch(/mpegts/i);
});
