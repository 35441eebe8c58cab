import { defineConfig } from '@tarojs/cli';

const platform = process.env.TARO_ENV ?? 'weapp';

export default defineConfig<'webpack5'>({
  projectName: 'callgrid-demo',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  plugins: ['@callgrid/taro-plugin'],
  defineConstants: {
    GATEWAY: JSON.stringify(process.env.CALLGRID_GATEWAY ?? ''),
  },
  // WeChat DevTools opens apps/demo as well as the built folder.
  copy:
    platform === 'weapp'
      ? {
          patterns: [{ from: 'devtools/project.config.json', to: 'dist/weapp/project.config.json' }],
          options: {},
        }
      : { patterns: [], options: {} },
  mini: {},
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    postcss: { autoprefixer: { enable: true }, pxtransform: { enable: false } },
  },
});
