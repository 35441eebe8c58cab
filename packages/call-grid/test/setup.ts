import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// jsdom has no live elements, and Taro's own would ask WeChat for theirs.
vi.mock('@tarojs/components', async (original) => {
  const { fakeNative } = await import('./fake-native.tsx');
  const real = await original<typeof import('@tarojs/components')>();
  return { ...real, LivePusher: fakeNative('live-pusher'), LivePlayer: fakeNative('live-player') };
});
vi.mock('@tarojs/taro', async (original) => {
  const { fakeContext } = await import('./fake-native.tsx');
  const real = await original<typeof import('@tarojs/taro')>();
  return {
    ...real,
    createLivePusherContext: () => fakeContext('callgrid-pusher'),
    createLivePlayerContext: fakeContext,
  };
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
