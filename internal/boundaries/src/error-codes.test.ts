import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCodes } from '@callgrid/protocol';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const codes = Object.keys(errorCodes) as (keyof typeof errorCodes)[];
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const files = (...patterns: string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], { cwd: root })
    .toString()
    .trim()
    .split('\n');
const tests = files('packages/*.test.ts', 'packages/*.test.tsx', 'internal/*.test.ts')
  .filter((file) => !file.endsWith('error-codes.test.ts'))
  .map(read)
  .join('\n');
const sources = files('packages/*/src/**.ts', 'packages/*/src/**.tsx')
  .filter((file) => !/\.test\.tsx?$|rtc-error\.ts$|texts\.ts$/.test(file))
  .map(read)
  .join('\n');

/** The cells of a page's table, by code. */
function rows(page: string): Map<string, readonly string[]> {
  const lines = read(page)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(cells.map(([, code = '', ...rest]) => [code.replaceAll('`', ''), rest]));
}

describe.each(codes)('%s', (code) => {
  test('is documented in both languages, with whether a retry helps', () => {
    const { retryable } = errorCodes[code];
    expect(rows('docs/errors.md').get(code)?.[0]).toBe(retryable ? 'yes' : 'no');
    expect(rows('docs/errors.zh-CN.md').get(code)?.[0]).toBe(retryable ? '是' : '否');
  });

  test('is given somewhere, and named by a test', () => {
    expect(sources).toContain(`'${code}'`);
    expect(tests).toContain(`'${code}'`);
  });
});

test('the pages name no code that is not there', () => {
  for (const page of ['docs/errors.md', 'docs/errors.zh-CN.md'])
    expect([...rows(page).keys()]).toEqual(codes);
});
