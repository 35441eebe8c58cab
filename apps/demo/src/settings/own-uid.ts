import { getStorageSync, setStorageSync } from '@tarojs/taro';

const KEY = 'callgrid-uid';

/** This device's uid, or in a browser this tab's, so that two tabs are two people. Made at random once. */
export function ownUid(): string {
  const known = read();
  if (known) return known;
  const made = String(1 + Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));
  if (process.env.TARO_ENV === 'h5') sessionStorage.setItem(KEY, made);
  else setStorageSync(KEY, made);
  return made;
}

function read(): string | null {
  if (process.env.TARO_ENV === 'h5') return sessionStorage.getItem(KEY);
  return getStorageSync<string>(KEY) || null;
}
