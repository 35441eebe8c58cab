import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { projects: ['packages/*/vitest.config.{ts,mts}', 'apps/*/vitest.config.{ts,mts}'] },
});
