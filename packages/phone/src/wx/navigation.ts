import type { Navigation } from '../runtime/page-stack.ts';
import { asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

/** Moving between pages. */
export const navigation: WxFamily = ({ pages }) => {
  const open = (how: Navigation) => asyncApi(how, ({ url }) => pages.open(String(url), how));
  const eventChannel = () => ({ emit() {}, on() {}, once() {}, off() {} });
  return {
    navigateTo: asyncApi('navigateTo', ({ url }) => {
      pages.open(String(url), 'navigateTo');
      return { eventChannel: eventChannel() };
    }),
    redirectTo: open('redirectTo'),
    reLaunch: open('reLaunch'),
    switchTab: open('switchTab'),
    navigateBack: asyncApi('navigateBack', ({ delta }) => pages.back(Number(delta ?? 1))),
  };
};
