import type { DeviceErrorCode, DeviceSort } from '@callgrid/core/web';
import { useContext } from 'react';
import type { Locale } from '../../locale/texts.ts';
import { LocaleContext } from '../../locale/use-texts.ts';

/** What a call says in browsers alone. */
export interface WebTexts {
  /** Browsers name none before one was on. */
  readonly noDevices: string;
  readonly sort: Readonly<Record<DeviceSort, string>>;
  /** A device whose name the browser does not tell. */
  unnamed(sort: DeviceSort, number: number): string;
  readonly shareScreen: string;
  readonly stopSharing: string;
  readonly problem: Readonly<
    Record<DeviceErrorCode, Readonly<Record<'camera' | 'microphone' | 'both', string>>>
  >;
  readonly screenProblem: string;
  readonly unsent: Readonly<Record<'unreachable' | 'unsupported', string>>;
  readonly dismiss: string;
  replaced(sort: 'camera' | 'microphone', by: string): string;
  readonly fallback: string;
}

const insecure = 'Browsers give no camera or microphone to this page: open it over https.';
const insecureInChinese = '浏览器不允许此页面使用摄像头和麦克风，请以 https 打开。';

export const webTexts: Readonly<Record<Locale, WebTexts>> = {
  en: {
    noDevices: 'Camera and microphone can be chosen here once one of them was on.',
    sort: { camera: 'Camera', microphone: 'Microphone', speaker: 'Speaker' },
    unnamed: (sort, number) =>
      `${{ camera: 'Camera', microphone: 'Microphone', speaker: 'Speaker' }[sort]} ${number}`,
    shareScreen: 'Share the screen',
    stopSharing: 'Stop sharing the screen',
    problem: {
      'device/refused': {
        camera: 'The camera is not allowed. Allow it beside the page’s address.',
        microphone: 'The microphone is not allowed. Allow it beside the page’s address.',
        both: 'Camera and microphone are not allowed. Allow them beside the page’s address.',
      },
      'device/missing': {
        camera: 'There is no camera.',
        microphone: 'There is no microphone.',
        both: 'There is neither camera nor microphone.',
      },
      'device/busy': {
        camera: 'The camera is in use elsewhere. Close what uses it.',
        microphone: 'The microphone is in use elsewhere. Close what uses it.',
        both: 'Camera and microphone are in use elsewhere. Close what uses them.',
      },
      'device/insecure': { camera: insecure, microphone: insecure, both: insecure },
    },
    screenProblem: 'The screen could not be shared.',
    unsent: {
      unreachable: 'The others do not see or hear you: this network lets nothing through. Trying again…',
      unsupported: 'The others do not see or hear you: this browser does not send H.264. Trying again…',
    },
    dismiss: 'Go on without',
    replaced: (sort, by) =>
      `${sort === 'camera' ? 'The camera' : 'The microphone'} was unplugged. In use now: ${by}`,
    fallback: 'Slower connection, a second behind',
  },
  'zh-CN': {
    noDevices: '开启过摄像头或麦克风后，即可在此选择设备。',
    sort: { camera: '摄像头', microphone: '麦克风', speaker: '扬声器' },
    unnamed: (sort, number) =>
      `${{ camera: '摄像头', microphone: '麦克风', speaker: '扬声器' }[sort]} ${number}`,
    shareScreen: '共享屏幕',
    stopSharing: '停止共享屏幕',
    problem: {
      'device/refused': {
        camera: '未获准使用摄像头，请在地址栏旁允许。',
        microphone: '未获准使用麦克风，请在地址栏旁允许。',
        both: '未获准使用摄像头和麦克风，请在地址栏旁允许。',
      },
      'device/missing': {
        camera: '没有找到摄像头。',
        microphone: '没有找到麦克风。',
        both: '没有找到摄像头和麦克风。',
      },
      'device/busy': {
        camera: '摄像头正被其他程序使用，请先关闭该程序。',
        microphone: '麦克风正被其他程序使用，请先关闭该程序。',
        both: '摄像头和麦克风正被其他程序使用，请先关闭这些程序。',
      },
      'device/insecure': {
        camera: insecureInChinese,
        microphone: insecureInChinese,
        both: insecureInChinese,
      },
    },
    screenProblem: '无法共享屏幕。',
    unsent: {
      unreachable: '当前网络无法传输，其他人看不到也听不到你，正在重试…',
      unsupported: '此浏览器无法发送 H.264，其他人看不到也听不到你，正在重试…',
    },
    dismiss: '暂不使用',
    replaced: (sort, by) => `${sort === 'camera' ? '摄像头' : '麦克风'}已拔出，现在使用：${by}`,
    fallback: '备用线路，延迟约 1 秒',
  },
};

export function useWebTexts(): WebTexts {
  return webTexts[useContext(LocaleContext)];
}
