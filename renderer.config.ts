/** How the window is built: by electron-vite for the desktop, and by `serve` when it runs from source. */
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import type { UserConfig } from 'vite';

const root = import.meta.dirname;

export const rendererConfig = {
  root: join(root, 'src-renderer'),
  base: '/',
  plugins: [vue()],
  build: {
    outDir: join(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    // electron-vite would leave it as it is: a third more to read at every start.
    minify: true,
    // An inlined file would be a data: address, which the content security policy refuses for fonts and scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rollupOptions: { input: join(root, 'src-renderer/index.html') },
  },
} satisfies UserConfig;
