import { clone } from '../runtime/clone.ts';
import type { JsonObject } from '../runtime/host.ts';
import { answered, asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

const NAMES = [
  'showToast',
  'hideToast',
  'showLoading',
  'hideLoading',
  'showModal',
  'showActionSheet',
  'enableAlertBeforeUnload',
  'disableAlertBeforeUnload',
  'setNavigationBarTitle',
  'setNavigationBarColor',
  'showNavigationBarLoading',
  'hideNavigationBarLoading',
  'hideHomeButton',
  'setBackgroundColor',
  'setBackgroundTextStyle',
  'setPageStyle',
  'pageScrollTo',
  'startPullDownRefresh',
  'stopPullDownRefresh',
  'showShareMenu',
  'hideShareMenu',
  'updateShareMenu',
  'setTabBarStyle',
  'setTabBarItem',
  'showTabBar',
  'hideTabBar',
  'setTabBarBadge',
  'removeTabBarBadge',
  'showTabBarRedDot',
  'hideTabBarRedDot',
  'hideKeyboard',
  'vibrateShort',
  'vibrateLong',
  'setClipboardData',
  'getClipboardData',
  'makePhoneCall',
  'previewImage',
  'previewMedia',
  'chooseImage',
  'chooseMedia',
  'saveImageToPhotosAlbum',
  'authorize',
  'getSetting',
  'openSetting',
  'openAppAuthorizeSetting',
  'getUserProfile',
  'getUserInfo',
  'setKeepScreenOn',
  'setScreenBrightness',
  'getScreenBrightness',
  'setVisualEffectOnCapture',
  'setInnerAudioOption',
  'getAvailableAudioSources',
  'requestSubscribeMessage',
  'navigateToMiniProgram',
  'loadFontFace',
] as const;

/** Whatever a person sees, hears or decides: the phone's `ui` handler answers. */
export const ui: WxFamily = ({ host }) => {
  const api: Record<string, unknown> = {};
  for (const name of NAMES)
    api[name] = asyncApi(name, (options) =>
      answered((done) => host.ui(name, clone(options) as JsonObject, done)),
    );
  return api;
};
