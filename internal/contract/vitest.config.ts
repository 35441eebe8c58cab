import { testProject } from '../config/vitest.ts';

/** What the built drop-in does on a headless phone, against a real gateway. Needs core built. */
export default testProject('contract', { test: { testTimeout: 30_000, hookTimeout: 30_000 } });
