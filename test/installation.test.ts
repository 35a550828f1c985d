/** What makes `npm ci` work for everybody: see scripts/fresh-install.sh, which does it. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ hasInstallScript: z.boolean().optional(), gypfile: z.boolean().optional() }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));

test('npm compiles nothing: packages that could be say in the lock file that they are not', () => {
  const compilable = Object.keys(lock.packages).filter(
    (path) => path !== '' && existsSync(join(root, path, 'binding.gyp')),
  );
  expect(compilable).toContain('node_modules/better-sqlite3');
  // `npm install` drops the line when it writes the file: add `"gypfile": false` to the package's entry again.
  expect(compilable.filter((path) => lock.packages[path]?.gypfile !== false)).toEqual([]);
});

test('of the packages with install scripts, npm 11 runs that of Node alone, and asks about none', () => {
  const { allowScripts } = z
    .object({ allowScripts: z.record(z.string(), z.boolean()) })
    .parse(JSON.parse(read('package.json')));
  const withScripts = Object.entries(lock.packages)
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1)!);
  expect(withScripts.filter((name) => !(name in allowScripts))).toEqual([]);
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
});

test('older versions of npm, which run every install script, fetch no CUDA with that of ONNX Runtime', () => {
  expect(read('.npmrc').split('\n')).toContain('onnxruntime-node-install=skip');
});

test('npm does not ask its registry for a newer npm whenever a command is run', () => {
  expect(read('.npmrc').split('\n')).toContain('update-notifier=false');
});

test('where Node 24 was not set up, one sentence says what to do', () => {
  const { missing } = z
    .object({
      missing: z.custom<(node: string, npm?: string) => string | null>(
        (value) => typeof value === 'function',
      ),
    })
    .parse(createRequire(import.meta.url)('../bin/ready.cjs'));
  expect(missing('24.21.0', 'npm/10.9.9 node/v20.20.2 linux x64')).toBeNull();
  const sentence = missing('14.21.3', 'npm/6.14.18 node/v14.21.3 linux x64');
  for (const word of ['14.21.3', 'npm 8 or later', 'npm 6.14.18', 'install again'])
    expect(sentence).toContain(word);
  expect(missing('8.0.0')).not.toContain('undefined');
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  // The launcher says it by itself.
  for (const name of ['contexture', 'demo', 'serve'])
    expect(scripts[name]).toMatch(/^node bin\/contexture\.cjs/u);
  for (const name of ['test', 'start']) expect(scripts[name]).toMatch(/^node bin\/ready\.cjs && /u);
});
