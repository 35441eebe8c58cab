import { getStorageSync, setStorageSync } from '@tarojs/taro';
import { defaultGateway } from './default-gateway';

/** What a user enters to join a call. */
export interface Settings {
  readonly gateway: string;
  readonly room: string;
  readonly name: string;
  readonly camera: boolean;
  readonly microphone: boolean;
}

const KEY = 'callgrid-settings';

/** What was entered last time; at first what suits a gateway on this network. */
export function loadSettings(): Settings {
  const known: unknown = getStorageSync(KEY);
  const kept = typeof known === 'object' && known !== null ? (known as Partial<Settings>) : {};
  return {
    gateway: defaultGateway(),
    room: 'demo',
    name: '',
    camera: true,
    microphone: true,
    ...kept,
  };
}

/** The gateway is not kept: tomorrow's may be another, and a mistyped one would come back for ever. */
export function saveSettings({ gateway: _, ...entered }: Settings): void {
  setStorageSync(KEY, entered);
}
