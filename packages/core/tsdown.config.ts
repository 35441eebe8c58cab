import { defineConfig, type UserConfig } from 'tsdown';
import { noCode } from '../../internal/config/no-code.ts';
import { trimBignumber } from '../../internal/config/trim-bignumber.ts';
import { manglePrivates } from './build/mangle-privates.ts';

const shared = { target: 'es2018', platform: 'neutral', fixedExtension: false, dts: true } as const;

/** The drop-in is one small file: whoever has no npm in a mini program copies it. */
const dropIn = {
  ...shared,
  dts: false,
  clean: false,
  minify: true,
  deps: { alwaysBundle: [/./], onlyBundle: false },
  plugins: [trimBignumber(), manglePrivates()],
  banner: '/*! CallGrid, Apache-2.0; bignumber.js (c) Michael Mclaughlin, zustand (c) Paul Henschel: MIT */',
  // Mini programs have no crypto; without the name, nobody looks for it.
  define: { crypto: 'undefined' },
  tsconfig: 'tsconfig.nertc.json',
  inputOptions: (options: InputOptions) => ({
    ...options,
    // Sources of ours: what is built already carries the helpers of its own target.
    resolve: { ...options.resolve, conditionNames: ['@callgrid/source', 'import'] },
    transform: { ...options.transform, assumptions: { noDocumentAll: true, pureGetters: true } },
  }),
} as const;
type InputOptions = Exclude<UserConfig['inputOptions'], undefined | ((...args: never) => unknown)>;

const esm = { entry: { nertc: 'src/nertc.ts' }, format: 'esm' } as const;
const cjs = { entry: { nertc: 'src/nertc/nertc-cjs.ts' }, format: 'cjs' } as const;
/** Types stay what they are, names of other packages: they are no part of the file. */
const declarations = { ...shared, clean: false } as const;

export default defineConfig([
  { ...shared, entry: ['src/index.ts', 'src/testing.ts'], format: ['esm', 'cjs'] },
  {
    ...shared,
    clean: false,
    tsconfig: 'tsconfig.web.json',
    entry: ['src/web.ts', 'src/web-testing.ts'],
    format: ['esm', 'cjs'],
  },
  { ...dropIn, ...esm, outExtensions: () => ({ js: '.mjs' }) },
  { ...dropIn, ...cjs },
  { ...declarations, ...esm, dts: { emitDtsOnly: true } },
  { ...declarations, ...cjs, plugins: [noCode] },
]);
