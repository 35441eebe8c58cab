import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/in-process.ts', 'src/media-process.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  fixedExtension: false,
  dts: true,
});
