import { existsSync } from 'node:fs';
import { glob, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { fromSource, rendererDir, root } from '../places.ts';

/** Folders and files that the built window is made of. */
const sources = [
  'src-renderer/**/*',
  'src-main/api/*.ts',
  'src-main/configs/*.ts',
  'src-main/remedies.ts',
  'src-main/**/{types,spec,protocol}.ts',
  '*.config.ts',
];

/**
 * The folder of the built window. From source it is built when it is missing or older than what it is made of;
 * `say` receives one line about it, since it takes some seconds.
 */
export async function builtWindow(say: (line: string) => void): Promise<string> {
  const page = join(rendererDir, 'index.html');
  if (!fromSource) {
    if (!existsSync(page))
      throw new UserError('use', `The window is missing: ${page}. Install Contexture again.`);
    return rendererDir;
  }
  if (existsSync(page) && (await stat(page)).mtimeMs >= (await newest())) return rendererDir;
  say('Building the window (only the first time, and after changes to it) ...');
  await build();
  return rendererDir;
}

async function newest(): Promise<number> {
  let latest = 0;
  for await (const file of glob(sources, { cwd: root })) {
    latest = Math.max(latest, (await stat(join(root, file))).mtimeMs);
  }
  return latest;
}

/** Builds beside the old one and swaps, so that a second server never sees half a window. */
async function build(): Promise<void> {
  const [vite, { rendererConfig }] = await Promise.all([
    import('vite'),
    import('../../../renderer.config.ts'),
  ]);
  const fresh = `${rendererDir}-${process.pid}`;
  const old = `${fresh}-old`;
  await vite.build({
    ...rendererConfig,
    configFile: false,
    logLevel: 'error',
    build: { ...rendererConfig.build, outDir: fresh, emptyOutDir: true },
  });
  if (existsSync(rendererDir)) await rename(rendererDir, old);
  await rename(fresh, rendererDir);
  await rm(old, { recursive: true, force: true });
}
