import type { Preview } from '@storybook/react-vite';
import '@tarojs/components/dist/taro-components/taro-components.css';
import '@callgrid/call-grid/style.css';
import { globalTypes, initialGlobals } from '../src/toolbar.ts';
import './preview.css';

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes,
  initialGlobals: { ...initialGlobals },
  parameters: {
    layout: 'fullscreen',
    options: {
      storySort: {
        order: [
          'CallGrid',
          'Layouts',
          'Tiles',
          'Menu',
          'Controls',
          'Pager',
          'Overlays',
          'Device errors',
          'Parts',
          'Hooks',
          'Scenarios',
          'Mini program',
        ],
      },
    },
    // What axe says of a story is shown beside it.
    a11y: { test: 'todo' },
  },
  decorators: [
    (Story, { globals }) => {
      document.documentElement.dataset.theme = String(globals.theme);
      return <Story />;
    },
  ],
};

export default preview;
