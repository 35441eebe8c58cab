import { defineConfig } from 'tsdown';

const shared = { target: 'node20', fixedExtension: false, dts: true } as const;

export default defineConfig([
  { ...shared, entry: ['src/index.ts'], format: ['cjs'], platform: 'node' },
  // What runs in the mini program.
  {
    ...shared,
    entry: ['src/runtime.ts'],
    format: ['cjs'],
    platform: 'neutral',
    target: 'es2018',
    clean: false,
  },
]);
