import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['{packages,apps}/*/vitest.config.{ts,mts}', 'internal/start/vitest.config.ts'],
  },
});
