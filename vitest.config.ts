import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of one module each: they share a worker and the modules that are loaded in it. */
const units = ['src-main/**/*.test.ts', 'src-renderer/**/*.test.ts'];

/** Those among them that change what a process shares: its environment, its threads, its memory, its modules, or compute on the device that it has by itself. */
const alone = [
  'src-main/engine/**',
  'src-main/ingest/memory.test.ts',
  'src-main/jobs/**',
  'src-main/models/**',
  'src-main/recipes/stopped-run.test.ts',
  'src-main/runs/looks.test.ts',
  'src-main/shells/**',
  'src-main/store/page-checksums.test.ts',
  'src-main/store/reclaim-space.test.ts',
];

export default defineConfig({
  test: {
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
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: units,
          exclude: [...configDefaults.exclude, ...alone],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [
            'test/**/*.test.ts',
            ...alone.map((files) => (files.endsWith('*') ? `${files}/*.test.ts` : files)),
          ],
        },
      },
    ],
  },
});
