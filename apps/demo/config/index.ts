import { defineConfig } from '@tarojs/cli';

const platform = process.env.TARO_ENV ?? 'weapp';

// A page in a browser knows its own host; a mini program has to be told this machine's address.
const gateway =
  process.env.CALLGRID_GATEWAY ?? (platform === 'weapp' ? process.env.CALLGRID_LAN_GATEWAY : undefined) ?? '';

// Which file stands for NetEase's SDK on pages with `backend=nertc`: that of an account there, or our drop-in for it.
const nertcSdk = process.env.CALLGRID_NERTC_SDK;

export default defineConfig<'webpack5'>({
  projectName: 'callgrid-demo',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: nertcSdk ? `dist/${platform}-nertc` : `dist/${platform}`,
  alias: { 'nertc-sdk': nertcSdk ?? '@callgrid/core/nertc' },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // The cache does not ask where an alias leads to.
  cache: { enable: nertcSdk === undefined },
  // A third of the build's time less than terser; our packages are ES2018 as they come.
  jsMinimizer: 'esbuild',
  esbuild: { minify: { enable: true, config: { target: 'es2018' } } },
  plugins: ['@callgrid/taro-plugin'],
  defineConstants: {
    GATEWAY: JSON.stringify(gateway),
  },
  // WeChat DevTools opens apps/demo as well as the built folder.
  copy:
    platform === 'weapp'
      ? {
          patterns: [{ from: 'devtools/project.config.json', to: 'dist/weapp/project.config.json' }],
          options: {},
        }
      : { patterns: [], options: {} },
  mini: { optimizeMainPackage: { enable: true } },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    postcss: { autoprefixer: { enable: true }, pxtransform: { enable: false } },
  },
});
