import { defineConfig } from 'tsdown';

// One file for each source file and not minified: Taro finds the native elements by reading the JSX calls.
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm'],
  target: 'es2018',
  platform: 'neutral',
  unbundle: true,
  fixedExtension: false,
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  dts: true,
  copy: [
    'src/style.css',
    { from: 'src/menu/menu.css', to: 'dist/menu' },
    { from: 'src/statistics/statistics.css', to: 'dist/statistics' },
  ],
});
