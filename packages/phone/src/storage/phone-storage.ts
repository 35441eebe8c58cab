/** Where `wx.setStorage` keeps its values, as JSON by key. Give one to two phones in turn to survive a restart. */
export type PhoneStorage = Map<string, string>;

/** The port the logic realm reads it through. */
export function storagePort(map: PhoneStorage) {
  return {
    get: (key: string) => map.get(key),
    set: (key: string, json: string) => void map.set(key, json),
    remove: (key: string) => void map.delete(key),
    clear: () => map.clear(),
    keys: () => [...map.keys()],
  };
}
