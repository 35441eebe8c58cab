// Runs one of the benches in src/ on the built gateway: node internal/bench/bench.mjs bridge
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const [name, ...args] = process.argv.slice(2);
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
    '@callgrid/gateway',
    '@callgrid/core',
    'esbuild',
    'mpegts.js',
    'node-datachannel',
    'playwright-core',
    'ws',
  ],
});
const { run } = await import(pathToFileURL(outfile).href);
process.exit(await run(args));
