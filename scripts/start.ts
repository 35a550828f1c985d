/**
 * `npm start`: the desktop application; where Electron's binary cannot be had, the same in a browser.
 * Electron has no install script since version 42: its own `install-electron` fetches the binary, once.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { defaultWorkspace } from '../src-main/shells/workspace.ts';
import { electronBinary } from './electron-binary.ts';

const { values } = parseArgs({ options: { workspace: { type: 'string' } } });
const root = `${import.meta.dirname}/..`;

function run(script: string, args: readonly string[], quiet: boolean): boolean {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: quiet ? 'ignore' : 'inherit',
  });
  return status === 0;
}

/** Electron's binary, fetched if need be; null if that is impossible. */
function binary(): string | null {
  const present = electronBinary();
  if (present !== null) return present;
  console.log('Fetches Electron (once, about 120 MB) ...');
  run(`${root}/node_modules/electron/install.js`, [], true);
  return electronBinary();
}

const workspace = values.workspace === undefined ? [] : ['--workspace', values.workspace];
const electron = binary();
if (electron === null) {
  console.log('Electron could not be fetched; Contexture opens in your browser instead.');
  const { serveUntilStopped } = await import('../src-main/shells/serve.ts');
  const { recentFile } = await import('../src-main/shells/recent-workspaces.ts');
  await serveUntilStopped({
    workspace: values.workspace ?? defaultWorkspace(),
    port: 0,
    open: true,
    recent: recentFile(),
  });
} else {
  const built = run(
    `${root}/node_modules/electron-vite/bin/electron-vite.js`,
    ['build', '--logLevel', 'warn'],
    false,
  );
  process.exitCode = built
    ? (spawnSync(electron, [root, ...workspace], { stdio: 'inherit' }).status ?? 1)
    : 1;
}
