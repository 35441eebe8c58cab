// Fails when the drop-in has outgrown its budget. Run it after a build: node build/check-size.mjs
import { readFileSync } from 'node:fs';
import { checkSize } from '../../../internal/config/check-size.mjs';

/** A mini program's package may have 2 MB; whoever copies the file should not have to think about it. */
const BUDGET = { minified: 45_000, gzipped: 16_000 };

for (const name of ['nertc.cjs', 'nertc.mjs']) {
  const code = readFileSync(new URL(`../dist/${name}`, import.meta.url));
  checkSize(`dist/${name}`, code, BUDGET, 'What it is made of stands in src/nertc.ts and what that imports.');
}
