import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
/** Within the package, so that what stays outside the bundle is found. */
const program = path.join(root, 'node_modules/.cache/callgrid/media-process.js');
let built: Promise<unknown> | undefined;

/** Builds the media process from its sources, once, and gives the path of its program. */
export async function buildMediaProcess(): Promise<string> {
  built ??= build({
    entryPoints: [path.join(root, 'src/media-process.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@callgrid/source'],
    external: ['node-datachannel', 'sdp-transform'],
  });
  await built;
  return program;
}
