import { gzipSync } from 'node:zlib';

/**
 * Prints how large minified code is, and how large by gzip -9; fails this process where it is larger than it may be.
 * `advice` is said then.
 */
export function checkSize(name, code, budget, advice) {
  const size = { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
  for (const [how, most] of Object.entries(budget)) {
    const line = `${name}: ${size[how]} bytes ${how}, of ${most}`;
    console.log(line);
    if (size[how] <= most) continue;
    console.error(`${line}: too many. ${advice}`);
    process.exitCode = 1;
  }
}
