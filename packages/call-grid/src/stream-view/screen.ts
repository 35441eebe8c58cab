import type { RefusedDevice } from '@callgrid/core';
import { getAppBaseInfo, getSetting, openSetting, setKeepScreenOn } from '@tarojs/taro';

/** Keeps the screen on, or lets it sleep again. Browsers keep it on by themselves while a video plays. */
export function keepScreenOn(on: boolean): void {
  if (process.env.TARO_ENV === 'weapp') setKeepScreenOn({ keepScreenOn: on }).catch(() => {});
}

/** Whether the user can be led to the page where devices are allowed. */
export const hasSettings = process.env.TARO_ENV === 'weapp';

/** Opens that page, and calls back when the user returns. */
export function openSettings(returned: () => void): void {
  openSetting({ complete: returned });
}

const scopes = { camera: 'scope.camera', microphone: 'scope.record' } as const;

/** Calls back with each of the devices that the user's settings allow. */
export function askAllowed(
  devices: readonly RefusedDevice[],
  allowed: (device: RefusedDevice) => void,
): void {
  if (!hasSettings) return;
  getSetting({
    success: ({ authSetting }) => {
      const granted = authSetting as Readonly<Record<string, boolean | undefined>>;
      for (const device of devices) if (granted[scopes[device]]) allowed(device);
    },
  });
}

/** The language tag of the user's system. */
export function systemLanguage(): string | undefined {
  return process.env.TARO_ENV === 'weapp' ? getAppBaseInfo().language : navigator.language;
}
