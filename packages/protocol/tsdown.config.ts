import { defineConfig } from 'tsdown';
import { noCode } from '../../internal/config/no-code.ts';
import { trimBignumber } from '../../internal/config/trim-bignumber.ts';

const shared = {
  entry: ['src/index.ts', 'src/schema.ts'],
  target: 'es2018',
  platform: 'neutral',
  fixedExtension: false,
} as const;

export default defineConfig([
  {
    ...shared,
    format: ['esm', 'cjs'],
    dts: false,
    // What `toUid` uses of it is a tenth, and no app's bundler can tell.
    deps: { alwaysBundle: ['bignumber.js'] },
    plugins: [trimBignumber()],
    banner: '/*! CallGrid, Apache-2.0; bignumber.js (c) Michael Mclaughlin: MIT */',
  },
  // Types stay what they are: an app's own BigNumber is one.
  { ...shared, format: 'esm', clean: false, dts: { emitDtsOnly: true } },
  { ...shared, format: 'cjs', clean: false, dts: true, plugins: [noCode] },
]);
