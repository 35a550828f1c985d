import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-main/**/*.test.ts', 'src-renderer/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    env: {
      // No configuration file of the user's decides what is tested.
      CONTEXTURE_CONFIG: '',
      // The hundreds of programs that the tests start each compile the same sources.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
    },
    // Bounds for what hangs. They measure nothing: on a busy machine everything takes many times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Browsers and programs that are waited for leave a quarter of two cores idle with two workers.
    maxWorkers: Math.max(3, availableParallelism() - 1),
  },
});
