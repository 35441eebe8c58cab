import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';

const conditions = ['@callgrid/source', 'module', 'import', 'default'];

/** A vitest project that reads our packages from their sources, so that no build is needed to test. */
export function testProject(name: string, config: ViteUserConfig = {}) {
  return mergeConfig(
    defineConfig({
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: { name, include: ['{src,test}/**/*.test.{ts,tsx}'], testTimeout: 20_000, hookTimeout: 20_000 },
    }),
    config,
  );
}
