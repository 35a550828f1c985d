/*
 * npm runs this after `npm ci`, before `npm pack`, and where a checkout is linked by `npm install -g .`. It builds what
 * `contexture` and `npm start` run. What is missing here is no failure of an installation: the command line runs from
 * source as well, only slower.
 */
'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const modules = path.join(root, 'node_modules');

if (existsSync(modules)) build();
else installDependencies();

function build() {
  const electronVite = path.join(modules, 'electron-vite/bin/electron-vite.js');
  const node = path.join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(electronVite) || !existsSync(node)) return;
  const { status } = spawnSync(node, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) console.log('Contexture could not be built; it runs from source.');
}

/** npm links a checkout without its dependencies. `npm ci` comes back here to build. */
function installDependencies() {
  const npm = process.env.npm_execpath;
  if (!npm) return;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(global|prefix|local_prefix|location|package_lock)$/.test(name),
    ),
  );
  const { status } = spawnSync(process.execPath, [npm, 'ci'], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
