import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const bootstrap = fileURLToPath(new URL('../bootstrap.cjs', import.meta.url));

/** Runs the bootstrap as that Node.js would, with what comes after it cut off. */
function runOn(version: string) {
  const preload = `
    Object.defineProperty(process.versions, 'node', { value: '${version}' });
    require.cache[require.resolve('${bootstrap.replace('bootstrap', 'prepare')}')] =
      { exports: (tool, args) => console.log('prepares', tool, args.join(' ')) };
    process.argv.splice(1, 0, '${bootstrap}');
    require('${bootstrap}');`;
  return spawnSync(process.execPath, ['-e', preload, '--', 'start', '--phones', '3'], { encoding: 'utf8' });
}

it.each(['18.20.4', '20.18.3', '8.0.0'])('tells Node.js %s in one line that it is too old', (version) => {
  const { status, stderr, stdout } = runOn(version);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(`CallGrid needs Node.js 20.19 or later; this is ${version}. See https://nodejs.org/\n`);
});

it.each(['20.19.0', '22.1.0', '24.0.0'])('goes on with Node.js %s', (version) => {
  expect(runOn(version)).toMatchObject({ status: 0, stdout: 'prepares start --phones 3\n' });
});
