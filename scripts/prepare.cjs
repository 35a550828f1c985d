/*
 * Builds what `contexture` and `npm start` run, after `npm ci` and before `npm pack`. Whatever is missing here is no
 * failure of an installation: the command line runs from source as well, and slower.
 */
'use strict';

const { spawnSync } = require('node:child_process');
const path = require('node:path');

const root = path.join(__dirname, '..');
const electronVite = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
const node = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (require('node:fs').existsSync(electronVite) && require('node:fs').existsSync(node)) {
  const { status } = spawnSync(node, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) console.log('Contexture could not be built; it runs from source.');
}
