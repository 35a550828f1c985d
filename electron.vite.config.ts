import { spawnSync } from 'node:child_process';
import { defineConfig } from 'electron-vite';
import { rendererConfig } from './renderer.config.ts';

/** What `--version` names: the commit that this is built from; null outside a repository. */
const { stdout, status } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: import.meta.dirname,
  encoding: 'utf8',
});
const commit = status === 0 ? stdout.trim() : null;

const { root, plugins, base, build } = rendererConfig;

/** One folder, no chunks below it: built code finds its neighbours by its own place (`shells/places.ts`). */
const flat = { chunkFileNames: '[name]-[hash].js' };

export default defineConfig({
  main: {
    define: { CONTEXTURE_COMMIT: JSON.stringify(commit) },
    build: {
      outDir: 'out/main',
      target: 'node24',
      // A hundred modules, which take longer to find than to read.
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        input: {
          electron: 'src-main/shells/electron.ts',
          job: 'src-main/jobs/process.ts',
          cli: 'src-main/shells/cli.ts',
          'device-trial': 'src-main/engine/devices/trial-process.ts',
          'study-training': 'src-main/study/context/training-process.ts',
        },
        // The window is built from source only; what builds it is no part of the application.
        external: ['vite', /renderer\.config/u],
        output: { format: 'es', entryFileNames: '[name].js', ...flat },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'src-main/shells/preload.ts' },
        // A sandboxed preload script is one CommonJS file; only Electron's own module can be required.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: { root, base, plugins, build },
});
