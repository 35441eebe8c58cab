import type { Settings } from './settings';

/** What keeps these settings from joining a call, by field; empty when nothing does. */
export function problemsOf({ gateway, room, name }: Settings): Partial<Record<keyof Settings, string>> {
  return {
    ...(!/^wss?:\/\/[^\s/]+/.test(gateway) && {
      gateway: 'Enter an address that begins with ws:// or wss://, such as ws://192.168.1.5:8700.',
    }),
    ...((room.trim() === '' || room.trim().length > 64) && {
      room: 'Enter a room name of 1 to 64 characters.',
    }),
    ...(name.trim().length > 64 && { name: 'Enter a name of at most 64 characters.' }),
  };
}
