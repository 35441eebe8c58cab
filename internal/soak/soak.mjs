// Runs the sources as they are: nothing has to be built before.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const outfile = path.join(folder, 'node_modules/.cache/callgrid/soak.mjs');
await build({
  entryPoints: [path.join(folder, 'src/soak.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@callgrid/source'],
  external: ['esbuild'],
});
const { soak } = await import(pathToFileURL(outfile).href);
process.exitCode = await soak(folder, process.argv.slice(2));
