import type { DeviceInfo } from '@callgrid/phone/browser';

/** What a call is shown on; lengths in CSS pixels. */
export const devices = {
  'small phone': {
    platform: 'ios',
    model: 'iPhone SE<iPhone8,4>',
    width: 320,
    height: 568,
    pixelRatio: 2,
    statusBarHeight: 20,
    navigationBarHeight: 44,
    bottomInset: 0,
  },
  'large phone': {
    platform: 'ios',
    model: 'iPhone 13<iPhone14,5>',
    width: 390,
    height: 844,
    pixelRatio: 3,
    statusBarHeight: 47,
    navigationBarHeight: 44,
    bottomInset: 34,
  },
  Android: {
    platform: 'android',
    width: 360,
    height: 800,
    pixelRatio: 3,
    statusBarHeight: 28,
    navigationBarHeight: 44,
    bottomInset: 0,
  },
  tablet: {
    platform: 'ios',
    model: 'iPad Air 4<iPad13,1>',
    width: 820,
    height: 1_106,
    pixelRatio: 2,
    statusBarHeight: 24,
    navigationBarHeight: 50,
    bottomInset: 20,
  },
  desktop: {
    platform: 'devtools',
    width: 1_280,
    height: 760,
    pixelRatio: 1,
    statusBarHeight: 0,
    navigationBarHeight: 44,
    bottomInset: 0,
  },
} as const satisfies Record<string, Partial<DeviceInfo> & Pick<DeviceInfo, 'width' | 'height'>>;

export type DeviceName = keyof typeof devices;
