import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/start.ts', 'src/test.ts', 'src/gateway-worker.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  fixedExtension: false,
  dts: false,
});
