// Fails when the drop-in has outgrown its budget. Run it after a build: node build/check-size.mjs
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** A mini program's package may have 2 MB; whoever copies the file should not have to think about it. */
const BUDGET = { minified: 45_000, gzipped: 16_000 };

for (const name of ['nertc.cjs', 'nertc.mjs']) {
  const code = readFileSync(new URL(`../dist/${name}`, import.meta.url));
  const size = { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
  for (const [how, most] of Object.entries(BUDGET)) {
    const line = `dist/${name}: ${size[how]} bytes ${how}, of ${most}`;
    console.log(line);
    if (size[how] <= most) continue;
    console.error(`${line}: too many. What it is made of stands in src/nertc.ts and what that imports.`);
    process.exitCode = 1;
  }
}
