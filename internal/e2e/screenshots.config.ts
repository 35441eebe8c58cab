import { defineConfig } from 'vitest/config';
import e2e from './vitest.config.ts';

/** What writes docs/screenshots in place of the tests. */
export default defineConfig({
  ...e2e,
  test: { ...e2e.test, name: 'screenshots', include: ['src/screenshots.ts'] },
});
