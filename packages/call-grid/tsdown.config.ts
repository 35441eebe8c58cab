import { defineConfig } from 'tsdown';

/** The folders whose parts have styles; `style.css` imports them. */
const styled = ['stage', 'tile', 'banner', 'controls', 'menu', 'statistics'];

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
    ...styled.map((folder) => ({ from: `src/${folder}/${folder}.css`, to: `dist/${folder}` })),
  ],
});
