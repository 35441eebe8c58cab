import { testProject } from '../config/vitest.ts';

/** One file after another: each has a gateway, and somebody who attacks it, in processes of their own. */
export default testProject('fuzz', {
  test: { fileParallelism: false, testTimeout: 300_000, hookTimeout: 60_000 },
});
