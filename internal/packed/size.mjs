// Prints what <CallGrid> adds to a mini program: ours and what ours bring, minified, without Taro and React.
// Run it after a build: node internal/packed/size.mjs
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const { outputFiles, metafile } = await build({
  entryPoints: [path.join(root, 'packages/call-grid/dist/index.js')],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'esm',
  target: 'es2018',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['react', 'react/*', '@tarojs/*', 'mpegts.js'],
  define: { 'process.env.TARO_ENV': '"weapp"', 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
const code = outputFiles[0].contents;
const bytes = new Map();
for (const { inputs } of Object.values(metafile.outputs)) {
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const [, name] = /.*(?:node_modules|packages)\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [file, file];
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
}
for (const [name, size] of [...bytes].sort((a, b) => b[1] - a[1])) console.log(`${name.padEnd(16)} ${size}`);
console.log(`${'all, minified'.padEnd(16)} ${code.length}`);
console.log(`${'all, gzip'.padEnd(16)} ${gzipSync(code, { level: 9 }).length}`);
