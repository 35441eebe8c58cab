import { testProject } from '../config/vitest.ts';

/** What has no media behind it and minds no time: two files at once. Needs the demo and the playground built. */
export default testProject('looks', {
  test: { include: ['src/looks/**/*.test.ts'], maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 },
});
