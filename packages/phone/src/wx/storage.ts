import { ApiError, asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

/** Key-value storage. Values are kept as JSON, like WeChat's, so no reference is shared. */
export const storage: WxFamily = ({ host }) => {
  const get = (key: string): unknown => {
    const json = host.storage.get(key);
    return json === undefined ? '' : (JSON.parse(json) as unknown);
  };
  const set = (key: string, data: unknown) => host.storage.set(key, JSON.stringify(data) ?? 'null');
  const info = () => ({ keys: [...host.storage.keys()].map(String), currentSize: 0, limitSize: 10240 });
  return {
    getStorageSync: get,
    setStorageSync: set,
    removeStorageSync: (key: string) => host.storage.remove(key),
    clearStorageSync: () => host.storage.clear(),
    getStorageInfoSync: info,
    getStorage: asyncApi('getStorage', ({ key }) => {
      if (host.storage.get(String(key)) === undefined) throw new ApiError('data not found');
      return { data: get(String(key)) };
    }),
    setStorage: asyncApi('setStorage', ({ key, data }) => set(String(key), data)),
    removeStorage: asyncApi('removeStorage', ({ key }) => host.storage.remove(String(key))),
    clearStorage: asyncApi('clearStorage', () => host.storage.clear()),
    getStorageInfo: asyncApi('getStorageInfo', info),
  };
};
