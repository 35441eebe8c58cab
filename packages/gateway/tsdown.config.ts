import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts', 'src/in-process.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  fixedExtension: false,
  dts: true,
  // What `callgrid-gateway sdk` writes: a file of its own, so that nothing of core is installed with a gateway.
  copy: 'node_modules/@callgrid/core/dist/nertc.cjs',
});
