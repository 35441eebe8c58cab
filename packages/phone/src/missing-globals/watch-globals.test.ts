import { describe, expect, it } from 'vitest';
import { miniProgram } from '../../test/mini-program.ts';
import { launchPhone } from '../index.ts';
import { findFreeUses } from './free-uses.ts';
import { watchGlobals } from './watch-globals.ts';

async function uses(script: string): Promise<{ missing: string[]; shown: string; errors: string[] }> {
  const phone = await launchPhone({ dist: miniProgram(script) });
  const missing = phone.violations.flatMap(({ rule, message }) =>
    rule === 'missing-global' ? [/uses (\w+)/.exec(message)![1]!] : [],
  );
  const shown = phone.text('#out').trim();
  const errors = phone.errors.map(({ message }) => message.split('\n')[0]!);
  await phone.close();
  return { missing, shown, errors };
}

it('says which file and line used what, and lets it fail as on a phone', async () => {
  const phone = await launchPhone({ dist: miniProgram("\nnew URL('https://host');") });
  expect(phone.violations).toMatchObject([
    {
      rule: 'missing-global',
      message: 'pages/index/index.js:5 uses URL, which a mini program does not have',
    },
  ]);
  expect(phone.errors[0]?.message).toContain('ReferenceError: URL is not defined');
  await phone.close();
});

it.each([
  ['fetch("x")', 'fetch', 'ReferenceError: fetch is not defined'],
  ['new TextEncoder().encode("x")', 'TextEncoder', 'ReferenceError: TextEncoder is not defined'],
  ['const id = { crypto }', 'crypto', 'ReferenceError: crypto is not defined'],
  ['class X extends EventTarget {}', 'EventTarget', 'ReferenceError: EventTarget is not defined'],
  ['window.name = 1', 'window', 'TypeError: Cannot set properties of undefined'],
  ['new WebSocket("ws://x")', 'WebSocket', 'TypeError'],
  ['localStorage.getItem("x")', 'localStorage', 'TypeError: Cannot read properties of undefined'],
  ['globalThis.fetch("x")', 'fetch', 'fetch is not a function'],
  ['new globalThis.AbortController()', 'AbortController', 'TypeError'],
  ['eval("1")', 'eval', 'ReferenceError: eval is not defined'],
  ['new Function("return 1")()', 'Function', 'EvalError'],
])('tells %s', async (script, name, error) => {
  const { missing, errors } = await uses(script);
  expect(missing).toEqual([name]);
  expect(errors).toEqual([expect.stringContaining(error)]);
});

it('tells what a catch hides', async () => {
  const { missing, errors } = await uses('try { structuredClone({}) } catch { show("caught") }');
  expect({ missing, errors }).toEqual({ missing: ['structuredClone'], errors: [] });
});

it.each([
  ['typeof fetch', 'show(typeof fetch)', '"undefined"'],
  [
    'a guarded use',
    'show(typeof fetch === "function" ? fetch : 1); if (typeof URL !== "undefined") new URL("x")',
    '1',
  ],
  [
    'a read of what is hidden',
    'const w = window; show([w === undefined, window && window.x])',
    '[true,null]',
  ],
  ['a question with ?.', 'show([window?.x ?? 1, globalThis.fetch?.("x") ?? 2])', '[1,2]'],
  ['a local of that name', 'function f(URL) { const fetch = () => URL; return fetch(); } show(f(3))', '3'],
  [
    'a destructured local',
    'const { URL: { Blob }, File = 2 } = { URL: { Blob: 1 } }; show([Blob, File])',
    '[1,2]',
  ],
  ['an own property', 'const o = { fetch: 1, URL() { return 2; } }; show([o.fetch, o.URL()])', '[1,2]'],
  [
    'a polyfill',
    'globalThis.URL = class { x = 1 }; show(new URL().x); globalThis.fetch = () => 2; show(fetch())',
    '1 2',
  ],
  ['what was assigned', '({ File: globalThis.File } = { File: () => 4 }); show(File())', '4'],
  ['Function as a class', 'show((() => 1) instanceof Function && Function.prototype.call !== null)', 'true'],
])('leaves %s alone', async (_, script, shown) => {
  expect(await uses(script)).toEqual({ missing: [], shown, errors: [] });
});

describe('the rewriting', () => {
  it('joins no line to the one before', () => {
    expect(watchGlobals('let a = b\nfetch(x)')).toMatch(/\n__callgridUses\(/);
  });

  it('keeps constructing what was constructed', () => {
    expect(watchGlobals('new URL(x)')).toBe('new (__callgridUses("URL",1,typeof URL,()=>URL))(x)');
  });

  it('does not touch a file without such names', () => {
    expect(watchGlobals('syntax error here (')).toBe('syntax error here (');
  });

  it('assigns what is assigned', () => {
    expect(findFreeUses('fetch = 1; [URL] = x; ({ Blob } = x); for (File of y); crypto++')).toEqual([]);
  });
});
