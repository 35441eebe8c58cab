import '@tarojs/components/dist/taro-components/taro-components.css';
import '@callgrid/call-grid/style.css';

export default { parameters: { layout: 'fullscreen' } };
