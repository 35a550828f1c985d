/**
 * `npm run test:packaging`: packages the application as far as that is possible without Electron's binary. A stand-in
 * takes its place, with the bytes that fuses are set in. Then what was packaged is taken out of its archive and imports
 * a file, on this Node: so nothing that the application needs was left out.
 *
 * electron-builder is fetched by `npx`, once. What this cannot show is a window: the workflow in .github does, with the
 * real binary on each system.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronBuilder } from './packaging/electron-builder.ts';

/** What marks the place of the fuses in Electron's binary; then version, number, and a digit for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = '101011111';

/** Makes a folder that looks like an unpacked Electron for Linux. */
function standIn(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const fuses = Buffer.concat([Buffer.from([1, FUSES.length]), Buffer.from(FUSES)]);
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n${SENTINEL}`), fuses]),
  );
  chmodSync(join(folder, 'electron'), 0o755);
  const files = [
    'version',
    'LICENSE',
    'LICENSES.chromium.html',
    'icudtl.dat',
    'chrome-sandbox',
    'locales/de.pak',
  ];
  for (const name of [...files, 'locales/en-US.pak']) writeFileSync(join(folder, name), '');
}

function check(what: string, isSo: boolean): void {
  console.log(`${isSo ? 'ok' : 'FAILED'}: ${what}`);
  if (!isSo) process.exitCode = 1;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
}

const root = join(import.meta.dirname, '..');
const base = mkdtempSync(join(tmpdir(), 'contexture-packaging-'));
try {
  const dist = join(base, 'electron');
  const output = join(base, 'dist');
  standIn(dist);
  const built = spawnSync(
    'npx',
    [
      '--yes',
      electronBuilder,
      '--dir',
      '--linux',
      '--x64',
      '--config=electron-builder.config.ts',
      `-c.electronDist=${dist}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  check('electron-builder packages the application', built.status === 0);
  const app = join(output, 'linux-unpacked');
  const resources = join(app, 'resources');
  const unpacked = filesBelow(join(resources, 'app.asar.unpacked'));
  const natives = unpacked.filter((name) => /\.(?:node|so[.\d]*|dylib|dll)$/u.test(name));
  check(
    `binaries are unpacked: ${natives.length}`,
    natives.some((name) => name.endsWith('/linux-x64.node')) &&
      natives.some((name) => name.endsWith('onnxruntime_binding.node')),
  );
  check(
    'none is of another system',
    natives.every((name) => /linux[/-]x64/u.test(name)),
  );
  check('languages are those of the window', readdirSync(join(app, 'locales')).join() === 'en-US.pak');
  const binary = readFileSync(join(app, 'contexture'), 'latin1');
  const fuses = binary.slice(binary.indexOf(SENTINEL) + SENTINEL.length + 2);
  // In Electron's order: run as Node, cookies, NODE_OPTIONS, --inspect, integrity of the archive, only from it.
  check(`fuses are set: ${fuses.slice(0, 6)}`, /^0.0011/u.test(fuses));

  const taken = join(base, 'taken out');
  execFileSync('npx', ['--yes', '@electron/asar@4', 'extract', join(resources, 'app.asar'), taken]);
  check('the sample is packaged', existsSync(join(taken, 'resources/sample/stockerbot-sample.csv')));
  const sample = join(taken, 'resources/sample');
  const commands = [
    ['import', join(sample, 'stockerbot-sample.csv')],
    ['import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'],
    ['train', 'contextual-sentiment', '--set', 'epochs=1'],
  ];
  for (const command of commands) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(taken, 'out/main/cli.js'), ...command, '--workspace', join(base, 'workspace')],
      { encoding: 'utf8', env: { ...process.env, CONTEXTURE_CONFIG: '' } },
    );
    if (status !== 0) console.error(stderr);
    check(`what is packaged can ${command[0]}`, status === 0);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
