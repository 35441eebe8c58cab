import { writeFile } from 'node:fs/promises';
import { defineConfig } from 'tsdown';
import { bundleRealm } from './src/realm/bundle-realm.ts';

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/cli.ts'],
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    fixedExtension: false,
    dts: true,
    hooks: {
      'build:done': async () => {
        await writeFile('dist/realm.js', await bundleRealm());
      },
    },
  },
  {
    entry: ['src/browser.ts'],
    format: ['esm'],
    target: 'es2022',
    platform: 'browser',
    dts: true,
    // The other build's files are beside these.
    clean: false,
  },
]);
