import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that share a worker and the modules that are loaded in it: many small ones, and those of commands. */
const together = [
  'src-main/api/**/*.test.ts',
  'src-main/context/**/*.test.ts',
  'src-main/ingest/**/*.test.ts',
  'src-main/shells/terminal/**/*.test.ts',
  'src-main/store/**/*.test.ts',
  'src-main/text/**/*.test.ts',
  'src-renderer/**/*.test.ts',
];

/** Whole trainings and walks, which `npm run test:long` runs. Their projects have names that begin with `long`. */
const long = '**/*.long.test.ts';

const exclude = [...configDefaults.exclude, long];

/** Those in these folders that change what a process shares: its memory, its modules. */
const alone = [
  'src-main/ingest/memory.test.ts',
  'src-main/store/page-checksums.test.ts',
  'src-main/store/reclaim-space.test.ts',
];

const browser = {
  setupFiles: ['test/browser/setup.ts'],
  // The server's modules and Chromium are loaded once in each worker.
  isolate: false,
};

export default defineConfig({
  test: {
    setupFiles: ['test/support/seed.ts'],
    env: {
      // No configuration file of the user's decides what is tested.
      CONTEXTURE_CONFIG: '',
      // As many programs compute at once as there are workers: threads of one that wait for each other cost the rest.
      CONTEXTURE_THREADS: '1',
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
          include: together,
          exclude: [...exclude, ...alone],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['src-main/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [
            ...exclude,
            'test/browser/**',
            ...together.filter((files) => files.startsWith('src-main')),
          ],
        },
      },
      {
        extends: true,
        test: { ...browser, name: 'browser', include: ['test/browser/**/*.test.ts'], exclude },
      },
      { extends: true, test: { name: 'alone in their folder', include: alone } },
      {
        extends: true,
        test: { name: 'long', include: [long], exclude: [...configDefaults.exclude, 'test/browser/**'] },
      },
      {
        extends: true,
        test: { ...browser, name: 'long in the browser', include: [`test/browser/${long}`] },
      },
    ],
  },
});
