import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { run } from './run.ts';

interface Sample {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

const folder = path.join(inject('app'), 'samples');
const samples = inject('tarballs').flatMap(({ name }) => samplesOf(name));
let mistakes: string[] = [];

/** The TypeScript in a package's README, as it was packed. */
function samplesOf(name: string): Sample[] {
  const text = readFileSync(path.join(inject('app'), 'node_modules', name, 'README.md'), 'utf8');
  return [...text.matchAll(/^```tsx?\n([\s\S]*?)^```$/gm)].map(([, code], index) => ({
    name,
    file: `${path.basename(name)}-${index}.tsx`,
    code: `${code!}export {};\n`,
  }));
}

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { file, code } of samples) writeFileSync(path.join(folder, file), code);
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    types: ['node'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(path.join(folder, 'styles.d.ts'), `declare module '*.css';\n`);
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }));
  const output = await run(folder, ['npx', '--no-install', 'tsc', '-p', '.']).catch(String);
  mistakes = output.split('\n').filter((line) => line.includes('error TS'));
}, 60_000);

test('the compiler only complains about samples', () => {
  expect(mistakes.filter((line) => !samples.some(({ file }) => line.startsWith(file)))).toEqual([]);
});

describe.each(inject('tarballs').map(({ name }) => name))('the README of %s', (name) => {
  const own = samples.filter((sample) => sample.name === name);

  test('fits one or two screens', () => {
    const text = readFileSync(path.join(inject('app'), 'node_modules', name, 'README.md'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(90);
  });

  test('says how to install it', () => {
    const text = readFileSync(path.join(inject('app'), 'node_modules', name, 'README.md'), 'utf8');
    expect(text).toMatch(/^(npm (install|i)|npx) /m);
  });

  test('has a sample, and it type-checks', () => {
    expect(own.length).toBeGreaterThan(0);
    expect(mistakes.filter((line) => own.some(({ file }) => line.startsWith(file)))).toEqual([]);
  });
});
