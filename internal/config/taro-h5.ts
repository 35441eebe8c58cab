import { createRequire } from 'node:module';
import path from 'node:path';

/** What a vite that shows Taro's components as a browser does needs; packages are found as from the file `from`. */
export function taroH5(from: string) {
  const require = createRequire(from);
  const folder = (name: string) => path.dirname(require.resolve(`${name}/package.json`));
  return {
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
    /** What Taro's h5 build defines for its own runtime. */
    define: {
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
  };
}
