import Taro, { nextTick } from '@tarojs/taro';

interface PageHooks {
  /** Only builds of mini programs have it. */
  useUnload(ended: () => void): void;
}

/**
 * Runs `ended` when the user leaves the page, by the back key too. A mini program's page and its native elements go
 * right after, before React takes anything out of the tree: this is the last time that they can be asked anything.
 */
export function usePageEnd(ended: () => void): void {
  // biome-ignore lint/correctness/useHookAtTopLevel: the platform never changes while the app runs
  if (process.env.TARO_ENV === 'weapp') (Taro as unknown as PageHooks).useUnload(ended);
}

/** Runs `then` once the page shows what React rendered: a mini program's elements come and go a little later. */
export function afterPageUpdate(then: () => void): void {
  if (process.env.TARO_ENV === 'weapp') nextTick(then);
  else then();
}
