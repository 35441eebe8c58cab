import type { ErrorCode, LeaveReason } from '@callgrid/core';
import type { LayoutChoice } from '@callgrid/react';
import type { MediaSettings } from '../stream-view/media-settings.ts';

export type Locale = 'en' | 'zh-CN';

/** Everything a call says to its user. */
export interface Texts {
  readonly you: string;
  /** This client by its name, or what is its own. */
  own(name: string): string;
  readonly waiting: string;
  readonly joining: string;
  reconnecting(attempt: number): string;
  readonly left: Readonly<Record<LeaveReason, string>>;
  readonly joinAgain: string;
  readonly close: string;
  /** What to do about a join that failed, by its code; the others say `other`. */
  readonly advice: Readonly<Partial<Record<ErrorCode, string>> & { other: string }>;
  readonly denied: Readonly<Record<'camera' | 'microphone' | 'both', string>>;
  /** The gateway takes nothing from here. */
  readonly turnedAway: string;
  readonly openSettings: string;
  readonly tapToHear: string;
  readonly microphone: Readonly<{ on: string; off: string }>;
  readonly camera: Readonly<{ on: string; off: string }>;
  readonly switchCamera: string;
  readonly hangUp: string;
  readonly pages: Readonly<{
    back: string;
    on: string;
    at(page: number, pages: number, more: number): string;
  }>;
  readonly menu: Readonly<Record<'open' | 'pin' | 'unpin' | 'full' | 'notFull' | 'hush' | 'hear', string>>;
  /** Two alone are a pair by themselves. */
  readonly layout: Titled<Exclude<LayoutChoice, 'pair'>>;
  readonly sound: Titled<MediaSettings['sound']>;
  readonly quality: Titled<MediaSettings['quality']>;
  readonly beauty: Titled<MediaSettings['beauty'] | 'level' | 'less' | 'more'>;
  readonly filter: Titled<MediaSettings['filter']>;
  readonly torch: Readonly<{ on: string; off: string }>;
  readonly statistics: Titled<'measuring' | 'jitter' | 'loss' | 'roundTrip'> & {
    /** By level: 0 is not known, 1 best … 6 down. */
    readonly levels: readonly string[];
  };
  /** What lies over a tile whose picture does not come. */
  readonly states: Readonly<Record<'connecting' | 'reconnecting' | 'background' | 'failed', string>>;
  readonly tryAgain: string;
  screenOf(name: string): string;
  tile(name: string, microphoneOff: boolean, cameraOff: boolean): string;
}

type Titled<Name extends string> = Readonly<Record<'title' | Name, string>>;

export const texts: Readonly<Record<Locale, Texts>> = {
  en: {
    you: 'you',
    own: (name) => `${name} (you)`,
    waiting: 'Waiting for others',
    joining: 'Joining…',
    reconnecting: (attempt) => `Connection lost. Trying again (${attempt})…`,
    left: {
      left: 'You left the call.',
      kicked: 'You were removed from the call.',
      timeout: 'You were away for too long.',
      replaced: 'You joined this call on another device.',
      dissolved: 'The call has ended.',
      connectionLost: 'The connection was lost.',
      refused: 'The call could not be joined.',
    },
    joinAgain: 'Join again',
    close: 'Close',
    advice: {
      'uid/invalid': 'The user id is not valid. Use digits only.',
      'token/required': 'This call asks for an invitation. Get one from who runs it.',
      'token/refused': 'The invitation is not valid here. Ask for a new one.',
      'token/expired': 'The invitation has expired. Ask for a new one.',
      'token/notAllowed': 'The invitation does not allow this. Ask for another one.',
      'room/uidTaken': 'You are in this call already, elsewhere. Leave there first.',
      'room/full': 'The room is full. Try again when somebody has left.',
      'version/unsupported': 'This app is too old or too new for the gateway. Update it.',
      'connection/failed': 'The gateway cannot be reached. Check the network and the address.',
      'connection/lost': 'The connection broke while joining. Try again.',
      'request/timeout': 'The gateway does not answer. Try again.',
      other: 'The call could not be joined. Try again.',
    },
    denied: {
      camera: 'The camera may not be used. Allow it in the settings.',
      microphone: 'The microphone may not be used. Allow it in the settings.',
      both: 'Camera and microphone may not be used. Allow them in the settings.',
    },
    turnedAway: 'Nobody sees or hears you: this call takes nothing from browsers.',
    openSettings: 'Open settings',
    tapToHear: 'Tap to hear the others',
    microphone: { on: 'Turn the microphone on', off: 'Turn the microphone off' },
    camera: { on: 'Turn the camera on', off: 'Turn the camera off' },
    switchCamera: 'Switch the camera',
    hangUp: 'Hang up',
    pages: {
      back: 'Previous page',
      on: 'Next page',
      at: (page, pages, more) => `${page} of ${pages} · +${more}`,
    },
    menu: {
      open: 'More',
      pin: 'Pin',
      unpin: 'Unpin',
      full: 'Full screen',
      notFull: 'Leave full screen',
      hush: 'Mute for me',
      hear: 'Unmute for me',
    },
    layout: { title: 'Layout', auto: 'Automatic', grid: 'Grid', speaker: 'Speaker' },
    sound: { title: 'Sound', speaker: 'Speaker', ear: 'Earpiece' },
    quality: { title: 'Quality', SD: '360p', HD: '540p', FHD: '720p' },
    beauty: {
      title: 'Beauty',
      off: 'Off',
      smooth: 'Smooth',
      nature: 'Natural',
      level: 'Strength',
      less: 'Less',
      more: 'More',
    },
    filter: {
      title: 'Filter',
      standard: 'None',
      pink: 'Pink',
      nostalgia: 'Nostalgia',
      solor: 'Japanese',
      aestheticism: 'Aesthetic',
      whitening: 'White',
    },
    torch: { on: 'Turn the light on', off: 'Turn the light off' },
    statistics: {
      title: 'Statistics',
      measuring: 'Measuring…',
      levels: ['', 'Excellent', 'Good', 'Fair', 'Poor', 'Bad', 'Down'],
      jitter: 'jitter',
      loss: 'loss',
      roundTrip: 'round trip',
    },
    states: {
      connecting: 'Connecting…',
      reconnecting: 'Reconnecting…',
      background: 'In the background',
      failed: 'The picture does not come.',
    },
    tryAgain: 'Try again',
    screenOf: (name) => `${name}’s screen`,
    tile: (name, microphoneOff, cameraOff) =>
      `${name}${microphoneOff ? ', microphone off' : ''}${cameraOff ? ', camera off' : ''}`,
  },
  'zh-CN': {
    you: '我',
    own: (name) => `${name}（我）`,
    waiting: '正在等待其他人加入',
    joining: '正在加入通话…',
    reconnecting: (attempt) => `网络已断开，正在重连（第 ${attempt} 次）…`,
    left: {
      left: '你已离开通话。',
      kicked: '你已被移出通话。',
      timeout: '离开时间过长，已退出通话。',
      replaced: '你已在另一台设备上加入此通话。',
      dissolved: '通话已结束。',
      connectionLost: '网络连接已断开。',
      refused: '无法加入通话。',
    },
    joinAgain: '重新加入',
    close: '关闭',
    advice: {
      'uid/invalid': '用户 ID 无效，只能包含数字。',
      'token/required': '加入此通话需要邀请，请向组织者获取。',
      'token/refused': '邀请无效，请重新获取。',
      'token/expired': '邀请已过期，请重新获取。',
      'token/notAllowed': '邀请不包含此权限，请重新获取。',
      'room/uidTaken': '你已在其他地方加入了此通话，请先在那里退出。',
      'room/full': '房间已满，请在有人离开后重试。',
      'version/unsupported': '应用版本与网关不匹配，请更新。',
      'connection/failed': '无法连接网关，请检查网络和地址。',
      'connection/lost': '加入时连接中断，请重试。',
      'request/timeout': '网关没有响应，请重试。',
      other: '无法加入通话，请重试。',
    },
    denied: {
      camera: '无法使用摄像头，请在设置中允许。',
      microphone: '无法使用麦克风，请在设置中允许。',
      both: '无法使用摄像头和麦克风，请在设置中允许。',
    },
    turnedAway: '别人看不到也听不到你：这个通话不接收浏览器的音视频。',
    openSettings: '打开设置',
    tapToHear: '点按以收听声音',
    microphone: { on: '打开麦克风', off: '关闭麦克风' },
    camera: { on: '打开摄像头', off: '关闭摄像头' },
    switchCamera: '切换摄像头',
    hangUp: '挂断',
    pages: {
      back: '上一页',
      on: '下一页',
      at: (page, pages, more) => `${page} / ${pages} · +${more}`,
    },
    menu: {
      open: '更多',
      pin: '固定',
      unpin: '取消固定',
      full: '全屏',
      notFull: '退出全屏',
      hush: '对我静音',
      hear: '恢复声音',
    },
    layout: { title: '布局', auto: '自动', grid: '宫格', speaker: '主讲' },
    sound: { title: '声音', speaker: '扬声器', ear: '听筒' },
    quality: { title: '清晰度', SD: '标清', HD: '高清', FHD: '超清' },
    beauty: {
      title: '美颜',
      off: '关闭',
      smooth: '光滑',
      nature: '自然',
      level: '强度',
      less: '减弱',
      more: '增强',
    },
    filter: {
      title: '滤镜',
      standard: '无',
      pink: '粉嫩',
      nostalgia: '怀旧',
      solor: '日系',
      aestheticism: '唯美',
      whitening: '美白',
    },
    torch: { on: '打开补光灯', off: '关闭补光灯' },
    statistics: {
      title: '通话统计',
      measuring: '正在测量…',
      levels: ['', '极好', '良好', '一般', '较差', '很差', '已断开'],
      jitter: '抖动',
      loss: '丢包',
      roundTrip: '往返',
    },
    states: {
      connecting: '正在连接…',
      reconnecting: '正在重连…',
      background: '已切到后台',
      failed: '画面无法播放',
    },
    tryAgain: '重试',
    screenOf: (name) => `${name}的屏幕`,
    tile: (name, microphoneOff, cameraOff) =>
      `${name}${microphoneOff ? '，麦克风已关闭' : ''}${cameraOff ? '，摄像头已关闭' : ''}`,
  },
};
