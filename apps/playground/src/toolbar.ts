import type { Locale } from '@callgrid/call-grid';
import { type DeviceName, devices } from './device/devices.ts';

/** What the toolbar says, for all stories. */
export interface Globals {
  readonly theme: 'light' | 'dark';
  readonly device: DeviceName | 'none';
  readonly language: Locale;
  /** `still`: nothing moves once the story has begun, as for screenshots. */
  readonly clock: 'runs' | 'still';
}

export const initialGlobals: Globals = { theme: 'dark', device: 'none', language: 'en', clock: 'runs' };

export const globalTypes = {
  theme: {
    description: 'Light or dark',
    toolbar: {
      icon: 'contrast',
      dynamicTitle: true,
      items: [
        { value: 'light', title: 'Light', icon: 'sun' },
        { value: 'dark', title: 'Dark', icon: 'moon' },
      ],
    },
  },
  device: {
    description: 'What the call is shown on',
    toolbar: {
      icon: 'mobile',
      dynamicTitle: true,
      items: [
        { value: 'none', title: 'No device' },
        ...Object.entries(devices).map(([value, { width, height }]) => ({
          value,
          title: `${value} (${width} × ${height})`,
        })),
      ],
    },
  },
  language: {
    description: 'Language of the call',
    toolbar: {
      icon: 'globe',
      dynamicTitle: true,
      items: [
        { value: 'en', title: 'English' },
        { value: 'zh-CN', title: '简体中文' },
      ],
    },
  },
  clock: {
    description: 'Whether time passes',
    toolbar: {
      icon: 'time',
      dynamicTitle: true,
      items: [
        { value: 'runs', title: 'Clock runs' },
        { value: 'still', title: 'Clock stands still' },
      ],
    },
  },
};
