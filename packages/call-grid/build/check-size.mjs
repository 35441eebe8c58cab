// Fails when a call has outgrown what it may add to a mini program. Run it after a build: node build/check-size.mjs
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { checkSize } from '../../../internal/config/check-size.mjs';

/** Of a mini program's package, which may have 2 MB. */
const BUDGET = { minified: 110_000, gzipped: 34_000 };

// The components and every hook, with what they need of core, zustand and bignumber.js: what an app gets that uses all of
// it. React and Taro are in the app anyway. The minifier is the demo's.
const root = fileURLToPath(new URL('..', import.meta.url));
const contents = "export * from './dist/index.js'; export * from '@callgrid/react';";
const { outputFiles, metafile } = await build({
  stdin: { contents, resolveDir: root },
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  format: 'esm',
  target: 'es2018',
  define: { 'process.env.TARO_ENV': '"weapp"', 'process.env.NODE_ENV': '"production"' },
  external: ['react', 'react/*', '@tarojs/*'],
});
const parts = Object.entries(Object.values(metafile.outputs)[0].inputs)
  .sort(([, one], [, other]) => other.bytesInOutput - one.bytesInOutput)
  .slice(0, 8)
  .map(([file, { bytesInOutput }]) => `${file.replace(/^.*node_modules\//, '')} ${bytesInOutput}`);
checkSize('a call on weapp', outputFiles[0].contents, BUDGET, `Its largest files: ${parts.join(', ')}.`);
