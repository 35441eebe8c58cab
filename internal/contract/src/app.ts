import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const fixture = path.resolve(import.meta.dirname, '../fixture');

/** A native mini program that brings the built drop-in along, as an app does that swaps the one file. */
export interface App {
  readonly dist: string;
  remove(): void;
}

export function assembleApp(): App {
  const dist = mkdtempSync(path.join(tmpdir(), 'callgrid-contract-'));
  cpSync(fixture, dist, { recursive: true });
  // By folder: a test's own imports lead to the sources.
  copy('@callgrid/core', 'dist/nertc.cjs', path.join(dist, 'sdk/nertc.js'));
  copy('bignumber.js', 'dist/bignumber.cjs', path.join(dist, 'sdk/bignumber.js'));
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}

function copy(name: string, file: string, to: string): void {
  const from = path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
  if (!existsSync(from)) throw new Error(`${from} is missing: run "npm run build" first.`);
  cpSync(from, to);
}
