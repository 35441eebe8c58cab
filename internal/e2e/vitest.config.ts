import { testProject } from '../config/vitest.ts';

/** One file after another, in one process: each has two cores’ worth of ffmpeg behind its phones. Needs the demo built. */
export default testProject('e2e', {
  test: {
    exclude: ['src/looks/**'],
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
