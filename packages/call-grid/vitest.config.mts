import { createRequire } from 'node:module';
import path from 'node:path';
import { testProject } from '../../internal/config/vitest.ts';

const require = createRequire(import.meta.url);
const folder = (name: string) => path.dirname(require.resolve(`${name}/package.json`));

/** What Taro's h5 build defines for its own runtime. */
const h5 = {
  'process.env.TARO_ENV': '"h5"',
  'process.env.TARO_PLATFORM': '"web"',
  'process.env.SUPPORT_TARO_POLYFILL': '"disabled"',
  ENABLE_INNER_HTML: 'true',
  ENABLE_ADJACENT_HTML: 'true',
  ENABLE_SIZE_APIS: 'true',
  ENABLE_TEMPLATE_CONTENT: 'true',
  ENABLE_CLONE_NODE: 'true',
  ENABLE_CONTAINS: 'true',
  ENABLE_MUTATION_OBSERVER: 'true',
  DEPRECATED_ADAPTER_COMPONENT: 'false',
};

export default testProject('call-grid', {
  resolve: {
    alias: [
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
  define: h5,
  test: { environment: 'jsdom', server: { deps: { inline: [/@tarojs/, /@stencil/, /lodash-es/] } } },
});
