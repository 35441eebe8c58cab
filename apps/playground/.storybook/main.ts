import { createRequire } from 'node:module';
import path from 'node:path';
import type { StorybookConfig } from '@storybook/react-vite';

const require = createRequire(import.meta.url);
const folder = (name: string) => path.dirname(require.resolve(`${name}/package.json`));

const config: StorybookConfig = {
  // By its path: with a second vite in the tree the name alone may find the other one's.
  framework: { name: folder('@storybook/react-vite') as '@storybook/react-vite', options: {} },
  stories: ['../src/**/*.stories.tsx'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: false },
  viteFinal: (vite) => ({
    ...vite,
    base: './',
    resolve: {
      ...vite.resolve,
      conditions: ['@callgrid/source', 'module', 'browser', 'import', 'default'],
      dedupe: ['react', 'react-dom', '@tarojs/taro', '@tarojs/components', '@tarojs/runtime'],
      alias: [
        ...(Array.isArray(vite.resolve?.alias)
          ? vite.resolve.alias
          : Object.entries(vite.resolve?.alias ?? {}).map(([find, replacement]) => ({ find, replacement }))),
        {
          find: /^@tarojs\/components$/,
          replacement: path.join(folder('@tarojs/components'), 'lib/react/index.js'),
        },
        {
          find: /^@tarojs\/taro$/,
          replacement: path.join(folder('@tarojs/taro-h5'), 'dist/index.esm.js'),
        },
      ],
    },
    // What Taro's h5 build defines for its own runtime.
    define: {
      ...vite.define,
      'process.env.TARO_ENV': '"h5"',
      'process.env.TARO_PLATFORM': '"web"',
      'process.env.SUPPORT_TARO_POLYFILL': '"disabled"',
      'process.env.FRAMEWORK': '"react"',
      ENABLE_INNER_HTML: 'true',
      ENABLE_ADJACENT_HTML: 'true',
      ENABLE_SIZE_APIS: 'true',
      ENABLE_TEMPLATE_CONTENT: 'true',
      ENABLE_CLONE_NODE: 'true',
      ENABLE_CONTAINS: 'true',
      ENABLE_MUTATION_OBSERVER: 'true',
      DEPRECATED_ADAPTER_COMPONENT: 'false',
    },
  }),
};

export default config;
