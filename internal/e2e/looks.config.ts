import { defineConfig } from 'vitest/config';
import e2e from './vitest.config.ts';

/** What has no media behind it and minds no time: two files at once. Needs the demo and the playground built. */
export default defineConfig({
  ...e2e,
  test: {
    ...e2e.test,
    name: 'looks',
    include: ['src/looks/**/*.test.ts'],
    exclude: [],
    fileParallelism: true,
    isolate: true,
    maxWorkers: 2,
  },
});
