import { taroH5 } from '../../internal/config/taro-h5.ts';
import { testProject } from '../../internal/config/vitest.ts';

const { alias, define } = taroH5(import.meta.url);

export default testProject('call-grid', {
  resolve: { alias },
  define,
  test: {
    environment: 'jsdom',
    setupFiles: ['test/setup.ts'],
    server: { deps: { inline: [/@tarojs/, /@stencil/, /lodash-es/] } },
  },
});
