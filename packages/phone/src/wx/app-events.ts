import type { WxFamily } from './wx-port.ts';

const NAMES = [
  'AppShow',
  'AppHide',
  'NetworkStatusChange',
  'NetworkWeakChange',
  'MemoryWarning',
  'AudioInterruptionBegin',
  'AudioInterruptionEnd',
  'Error',
  'UnhandledRejection',
  'PageNotFound',
  'LazyLoadError',
  'ThemeChange',
  'WindowResize',
  'KeyboardHeightChange',
  'AudioVolumeChange',
  'UserCaptureScreen',
  'DeviceOrientationChange',
  'CompassChange',
  'AccelerometerChange',
  'BeforeAppRoute',
  'AppRoute',
  'AppRouteDone',
];

/** The `wx.onX` / `wx.offX` pairs. */
export const appEvents: WxFamily = ({ events }) => {
  const api: Record<string, unknown> = {};
  for (const name of NAMES) {
    api[`on${name}`] = (listener: () => void) => events.on(name, listener);
    api[`off${name}`] = (listener?: () => void) => events.off(name, listener);
  }
  return api;
};
