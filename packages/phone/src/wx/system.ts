import { windowSize } from '../device/device-info.ts';
import { asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

/** System information, menu button, account, launch options. */
export const system: WxFamily = ({ host, logic, pages }) => {
  const all = () => {
    const { bottomInset, navigationBarHeight, width, height, ...device } = host.device();
    const { statusBarHeight } = device;
    return {
      ...device,
      screenWidth: width,
      screenHeight: height,
      ...windowSize(host.device()),
      screenTop: statusBarHeight + navigationBarHeight,
      fontSizeSetting: 16,
      benchmarkLevel: 40,
      safeArea: {
        left: 0,
        right: width,
        top: statusBarHeight,
        bottom: height - bottomInset,
        width,
        height: height - bottomInset - statusBarHeight,
      },
      host: { env: 'WeChat', appId: '', version: 0x28003200 },
      enableDebug: false,
      deviceOrientation: width > height ? 'landscape' : 'portrait',
      cameraAuthorized: true,
      microphoneAuthorized: true,
      wifiEnabled: true,
    };
  };
  const launch = () => JSON.parse(JSON.stringify(logic.launchOptions)) as unknown;
  return {
    env: { USER_DATA_PATH: 'http://usr' },
    canIUse: () => true,
    getSystemInfoSync: all,
    getSystemInfo: asyncApi('getSystemInfo', all),
    getSystemInfoAsync: asyncApi('getSystemInfoAsync', all),
    getWindowInfo: all,
    getDeviceInfo: all,
    getAppBaseInfo: all,
    getSystemSetting: () => ({
      bluetoothEnabled: true,
      locationEnabled: true,
      wifiEnabled: true,
      deviceOrientation: 'portrait',
    }),
    getAppAuthorizeSetting: () => ({
      cameraAuthorized: 'authorized',
      microphoneAuthorized: 'authorized',
      albumAuthorized: 'authorized',
    }),
    getSkylineInfoSync: () => ({ isSupported: false, version: '' }),
    getMenuButtonBoundingClientRect: () => {
      const { width, statusBarHeight } = host.device();
      const top = statusBarHeight + 4;
      return { width: 87, height: 32, left: width - 94, right: width - 7, top, bottom: top + 32 };
    },
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' },
      plugin: {},
    }),
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getUpdateManager: () => ({
      onCheckForUpdate() {},
      onUpdateReady() {},
      onUpdateFailed() {},
      applyUpdate() {},
    }),
    getPerformance: () => ({
      now: () => host.now(),
      createObserver: () => ({ observe() {}, disconnect() {} }),
    }),
    preloadAssets: () => undefined,
    reportMonitor: () => undefined,
    reportEvent: () => undefined,
    reportAnalytics: () => undefined,
    reportPerformance: () => undefined,
    getLogManager: () => logger(host.report.console),
    getRealtimeLogManager: () => logger(host.report.console),
    login: asyncApi('login', () => ({ code: `code-${Date.now()}` })),
    checkSession: asyncApi('checkSession', () => undefined),
    nextTick: (run: () => void) => setTimeout(run, 0),
    createSelectorQuery: () => pages.top?.instance.createSelectorQuery(),
    exitMiniProgram: asyncApi('exitMiniProgram', () => host.exit()),
  };
};

function logger(write: (level: string, text: string) => void) {
  const to =
    (level: string) =>
    (...parts: unknown[]) =>
      write(level, parts.map(String).join(' '));
  return {
    log: to('log'),
    info: to('info'),
    warn: to('warn'),
    error: to('error'),
    debug: to('debug'),
    setFilterMsg() {},
    addFilterMsg() {},
    tag: () => logger(write),
  };
}
