/** What `wx.getSystemInfoSync` and its narrower forms say of the phone. Lengths are in CSS pixels. */
export interface DeviceInfo {
  platform: 'ios' | 'android' | 'devtools';
  brand: string;
  model: string;
  system: string;
  width: number;
  height: number;
  pixelRatio: number;
  statusBarHeight: number;
  navigationBarHeight: number;
  bottomInset: number;
  version: string;
  SDKVersion: string;
  language: string;
  theme: 'light' | 'dark';
}

/** A phone of the given platform, with whatever the caller wants different. */
export function deviceInfo(wanted: Partial<DeviceInfo> = {}): DeviceInfo {
  const platform = wanted.platform ?? 'ios';
  return { ...COMMON, ...PLATFORMS[platform], ...wanted, platform };
}

/** What a page has of the screen: all below the bars. */
export function windowSize(device: DeviceInfo): { windowWidth: number; windowHeight: number } {
  const { width, height, statusBarHeight, navigationBarHeight } = device;
  return { windowWidth: width, windowHeight: height - statusBarHeight - navigationBarHeight };
}

const COMMON = {
  navigationBarHeight: 44,
  version: '8.0.50',
  SDKVersion: '3.5.8',
  language: 'zh_CN',
  theme: 'light',
} as const;

const PLATFORMS = {
  ios: {
    brand: 'iPhone',
    model: 'iPhone 13<iPhone14,5>',
    system: 'iOS 17.0',
    width: 390,
    height: 844,
    pixelRatio: 3,
    statusBarHeight: 47,
    bottomInset: 34,
  },
  android: {
    brand: 'HUAWEI',
    model: 'LIO-AN00',
    system: 'Android 12',
    width: 360,
    height: 780,
    pixelRatio: 3,
    statusBarHeight: 36,
    bottomInset: 0,
  },
  devtools: {
    brand: 'devtools',
    model: 'iPhone 12/13 (Pro)',
    system: 'iOS 10.0.1',
    width: 390,
    height: 844,
    pixelRatio: 3,
    statusBarHeight: 47,
    bottomInset: 34,
  },
} as const;
