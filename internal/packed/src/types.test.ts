import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { describe, expect, inject, test } from 'vitest';

/** A style sheet has no types. */
const styleSheet = ['node10', 'node16-cjs', 'node16-esm', 'bundler'].map(
  (resolution) => `NoResolution ./style.css ${resolution}`,
);
/** For Node 20.19 and up, which imports ES modules and can require them. */
const esmOnly = ['CJSResolvesToESM . node16-cjs'];

/** A way into ES modules that resolvers from before "exports" do not see. */
const beside = (entry: string) => [`CJSResolvesToESM ${entry} node16-cjs`, `NoResolution ${entry} node10`];

/** Exactly what may be said against each package. */
const allowed: Record<string, readonly string[]> = {
  // ES modules without "type": "module": so webpack parses them as the app's own files, where Taro reads JSX calls.
  '@callgrid/call-grid': ['UnexpectedModuleSyntax dist/index.js', ...styleSheet],
  '@callgrid/gateway': [...esmOnly, ...beside('./in-process')],
  '@callgrid/phone': [...esmOnly, ...beside('./browser')],
  '@callgrid/rtmp': esmOnly,
  '@callgrid/webrtc': [...esmOnly, ...beside('./in-process')],
  // Only the plugin itself names it, to Taro, which reads "exports".
  '@callgrid/taro-plugin': ['NoResolution ./runtime node10'],
};

describe.each(inject('tarballs').map(({ name, file }) => [name, file] as const))('%s', (name, file) => {
  test('has types for every way of resolving it, exceptions aside', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(file))));
    const found = result.types ? result.problems.map(describeProblem) : ['no types'];
    expect(found.sort()).toEqual([...(allowed[name] ?? [])].sort());
  }, 30_000);
});

function describeProblem(problem: Problem): string {
  if ('entrypoint' in problem) return `${problem.kind} ${problem.entrypoint} ${problem.resolutionKind}`;
  const file = 'fileName' in problem ? problem.fileName.replace(/^.*?\/(?=dist\/)/, '') : '';
  return `${problem.kind} ${file}`.trim();
}
