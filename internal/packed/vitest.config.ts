import { defineConfig } from 'vitest/config';

// Not one of the root's projects: it installs Taro with npm, which takes a minute the first time.
export default defineConfig({
  test: {
    name: 'packed',
    include: ['src/**/*.test.ts'],
    globalSetup: 'src/set-up.ts',
    testTimeout: 60_000,
  },
});
