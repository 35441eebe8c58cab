// Runs one of the benches in src/ on the built gateway: node internal/bench/bench.mjs bridge
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(folder, '../..');
const [name, ...args] = process.argv.slice(2);

// Through pnpm, since turbo looks for the package manager on the PATH.
const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const built = ['@callgrid/gateway', '@callgrid/core', ...(name === 'ui' ? ['@callgrid/demo'] : [])];
const filters = built.map((it) => `--filter=${it}`);
const turbo = [
  '-y',
  packageManager,
  'exec',
  'turbo',
  'run',
  'build',
  ...filters,
  '--output-logs=errors-only',
];
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
const { status } = spawnSync('npx', turbo, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) process.exit(status ?? 1);

const outfile = path.join(folder, `node_modules/.cache/callgrid/${name}.mjs`);
await build({
  entryPoints: [path.join(folder, `src/${name}.ts`)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The gateway as users get it; of the test kit there are only sources.
  conditions: ['@callgrid/source'],
  external: [
    ...['@callgrid/gateway', '@callgrid/core', '@callgrid/phone'],
    ...['esbuild', 'node-datachannel', 'playwright-core', 'ws'],
  ],
});
const { run } = await import(pathToFileURL(outfile).href);
process.exit(await run(args));
