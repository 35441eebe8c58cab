import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import { taroH5 } from '../../../internal/config/taro-h5.ts';
import { miniProgramFile } from './mini-program-file.ts';

const require = createRequire(import.meta.url);
const taro = taroH5(import.meta.url);

const config: StorybookConfig = {
  // By its path: with a second vite in the tree the name alone may find the other one's.
  framework: {
    name: path.dirname(require.resolve('@storybook/react-vite/package.json')) as '@storybook/react-vite',
    options: {},
  },
  stories: ['../src/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Reads props through `Omit` and unions, as ours are.
  typescript: {
    reactDocgen: 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      tsconfigPath: fileURLToPath(new URL('../../../packages/call-grid/tsconfig.json', import.meta.url)),
      include: ['../../packages/call-grid/src/**/*.tsx'],
    },
  },
  viteFinal: (vite) => ({
    ...vite,
    base: './',
    plugins: [...(vite.plugins ?? []), miniProgramFile()],
    resolve: {
      ...vite.resolve,
      conditions: ['@callgrid/source', 'module', 'browser', 'import', 'default'],
      dedupe: ['react', 'react-dom', '@tarojs/taro', '@tarojs/components', '@tarojs/runtime'],
      alias: [
        ...(Array.isArray(vite.resolve?.alias)
          ? vite.resolve.alias
          : Object.entries(vite.resolve?.alias ?? {}).map(([find, replacement]) => ({ find, replacement }))),
        ...taro.alias,
      ],
    },
    define: { ...vite.define, ...taro.define },
  }),
};

export default config;
