import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { libraryFolder } from '../checkpoints/library/folder.ts';
import { useConfiguredLibrary } from './configured-library.ts';
import { readConfiguration, trainingDefaults } from './configuration.ts';
import { defaultWorkspace } from './workspace.ts';
import { commandLine } from '../../test/support/command.ts';

function file(content: unknown): string {
  return temporaryFile('mine.json', typeof content === 'string' ? content : JSON.stringify(content));
}

const read = (content: unknown) => readConfiguration({ CONTEXTURE_CONFIG: file(content) });

test('the workspace is what the environment says, else the file, else the folder of the user’s data', () => {
  const config = temporaryFolder();
  const env = { XDG_CONFIG_HOME: config, APPDATA: config };
  expect(defaultWorkspace({ ...env, CONTEXTURE_CONFIG: '' })).toMatch(/contexture[\\/]workspace$/);
  const path = file({ workspace: 'texts' });
  expect(defaultWorkspace({ ...env, CONTEXTURE_CONFIG: path })).toBe(join(dirname(path), 'texts'));
  expect(defaultWorkspace({ ...env, CONTEXTURE_CONFIG: path, CONTEXTURE_WORKSPACE: '/w' })).toBe('/w');
  expect(defaultWorkspace({ ...env, CONTEXTURE_CONFIG: path, CONTEXTURE_WORKSPACE: '' })).toBe(
    join(dirname(path), 'texts'),
  );
  expect(defaultWorkspace({ CONTEXTURE_CONFIG: file({ workspace: '~/texts' }) })).toBe(
    join(homedir(), 'texts'),
  );
});

test('the checkpoints are where the environment says, else the file, else beside the workspace', () => {
  const path = file({ checkpoints: 'published' });
  const env = { XDG_CONFIG_HOME: '/c', APPDATA: '/c', CONTEXTURE_CONFIG: path };
  const found = (given: NodeJS.ProcessEnv) => {
    const own = { ...given };
    useConfiguredLibrary(own);
    return libraryFolder(own);
  };
  expect(found({ ...env, CONTEXTURE_CHECKPOINTS: resolve('/mine') })).toBe(resolve('/mine'));
  expect(found(env)).toBe(join(dirname(path), 'published'));
  const unconfigured = { ...env, CONTEXTURE_CONFIG: '' };
  expect(found(unconfigured)).toBe(join(dirname(defaultWorkspace(unconfigured)), 'checkpoints'));
});

test.skipIf(process.platform !== 'linux')('without a name it lies in the project’s own folder', () => {
  const config = temporaryFolder();
  mkdirSync(join(config, 'contexture'));
  writeFileSync(join(config, 'contexture', 'config.json'), '{"workspace": "/from/file"}');
  expect(defaultWorkspace({ XDG_CONFIG_HOME: config })).toBe('/from/file');
  expect(readConfiguration({ XDG_CONFIG_HOME: temporaryFolder() })).toMatchObject({
    exists: false,
    workspace: null,
  });
});

test('a recipe has its own defaults before those of all, and only those that it knows', () => {
  const configuration = read({
    device: 'cpu',
    train: {
      seed: 3,
      epochs: 20,
      window: { n: 4 },
      'contextual-sentiment': { epochs: 10, window: { scope: 'author' } },
      word2vec: { device: 'auto' },
    },
  });
  expect(trainingDefaults(configuration, 'contextual-sentiment')).toEqual([
    { path: 'device', value: 'cpu' },
    { path: 'seed', value: 3 },
    { path: 'epochs', value: 10 },
    { path: 'window.n', value: 4 },
    { path: 'window.scope', value: 'author' },
  ]);
  expect(trainingDefaults(configuration, 'word2vec')).toEqual([
    { path: 'device', value: 'auto' },
    { path: 'seed', value: 3 },
    { path: 'epochs', value: 20 },
  ]);
});

test('a value of all recipes that one of them does not take is refused for that one', () => {
  const configuration = read({ train: { epochs: 5000 } });
  expect(trainingDefaults(configuration, 'topic')).toEqual([{ path: 'epochs', value: 5000 }]);
  expect(() => trainingDefaults(configuration, 'word2vec')).toThrow(
    /mine\.json: the defaults of word2vec: epochs cannot be 5000: expected a whole number from 1 to 1,000\.$/,
  );
});

test.each<[unknown, string]>([
  ['{"device": }', 'it is not JSON ('],
  ['[]', 'the file has to be an object in braces, not []'],
  [
    { worskpace: 'x' },
    'there is no key "worskpace". Did you mean "workspace"? The keys are workspace, checkpoints, device, ',
  ],
  [{ workspace: 3 }, 'workspace cannot be 3: expected the path of a folder'],
  [{ workspace: '' }, 'workspace cannot be ""'],
  [
    { device: 'gpu' },
    'device cannot be "gpu": expected auto, cpu, webgpu, cuda or tfjs-node-gpu. Did you mean "cpu" or "tfjs-node-gpu"?',
  ],
  [{ quiet: 'yes' }, 'quiet cannot be "yes": expected true or false'],
  [{ verbose: null }, 'verbose cannot be null: expected true or false'],
  [{ train: 3 }, '"train" has to be an object in braces, not 3'],
  [{ train: { topic: 3 } }, '"train.topic" has to be an object in braces, not 3'],
  [
    { train: { sed: 3 } },
    '"sed" in "train" is neither a recipe nor a setting of any recipe. Did you mean "seed"',
  ],
  [{ train: { seed: -1 } }, 'train: seed cannot be -1: expected a whole number, at least 0'],
  [
    { train: { topik: { seed: 3 } } },
    '"topik.seed" in "train" is neither a recipe nor a setting of any recipe. Did you mean "topic"?',
  ],
  [{ train: { topic: { recipe: 'word2vec' } } }, 'train.topic: "recipe" is not a setting.'],
  [
    { train: { topic: { epoch: 3 } } },
    'train.topic: topic has no setting "epoch". Did you mean "epochs" or "contextEpochs"?',
  ],
  [
    { train: { topic: { heads: 5 } } },
    'train.topic: heads cannot be 5: the number of heads must divide the width',
  ],
  [{ train: { topic: { window: 3 } } }, 'train.topic: window cannot be 3: it is a group of settings'],
])('%j is refused with its file, and what to do', (content, message) => {
  const path = file(content);
  expect(() => readConfiguration({ CONTEXTURE_CONFIG: path })).toThrow(
    expect.objectContaining({ kind: 'input', message: expect.stringContaining(message) }),
  );
  expect(() => readConfiguration({ CONTEXTURE_CONFIG: path })).toThrow(`${path}: `);
});

test('a setting may have its name of an earlier version', () => {
  const path = file({ train: { ngrams: true, topic: { ngrams: false } } });
  const read = readConfiguration({ CONTEXTURE_CONFIG: path });
  expect(read.common).toEqual([{ path: 'ensemble', value: true }]);
  expect(read.recipes.get('topic')).toEqual([{ path: 'ensemble', value: false }]);
});

test('a file that CONTEXTURE_CONFIG names has to be there', () => {
  const path = join(temporaryFolder(), 'none.json');
  expect(() => readConfiguration({ CONTEXTURE_CONFIG: path })).toThrow(
    `${path}: this file, named by CONTEXTURE_CONFIG, does not exist`,
  );
});

function contexture(
  config: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const { CONTEXTURE_WORKSPACE: _w, CONTEXTURE_CHECKPOINTS: _c, ...env } = process.env;
  return spawnSync(process.execPath, [commandLine, ...args], {
    encoding: 'utf8',
    env: { ...env, CONTEXTURE_CONFIG: config },
  });
}

test('config shows what is in force and where it comes from', () => {
  const path = file({
    workspace: 'texts',
    checkpoints: 'published',
    train: { seed: 3, topic: { epochs: 9 } },
  });
  const shown = JSON.parse(contexture(path, 'config', '--json').stdout);
  expect(shown).toEqual({
    file: { path, exists: true },
    values: [
      { name: 'workspace', value: join(dirname(path), 'texts'), from: 'file' },
      { name: 'checkpoints', value: join(dirname(path), 'published'), from: 'file' },
      { name: 'device', value: 'auto', from: 'built in' },
      { name: 'quiet', value: false, from: 'built in' },
      { name: 'verbose', value: false, from: 'built in' },
      { name: 'train.seed', value: 3, from: 'file' },
      { name: 'train.topic.epochs', value: 9, from: 'file' },
    ],
  });
  expect(contexture(path, 'config', '--workspace', '/other').stdout).toMatch(/^workspace +\/other +option$/m);
  const { status, stderr } = contexture(file({ quite: true }), 'config');
  expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('Did you mean "quiet"?') });
});

test('a training says which defaults of the file are in force, and options count more', () => {
  const workspace = temporaryFolder();
  const sample = join(import.meta.dirname, '../../resources/sample');
  const path = file({
    workspace,
    device: 'cpu',
    train: { seed: 3, width: 64, 'document-attention': { epochs: 1, ngrams: true, trainSize: 60 } },
  });
  expect(contexture(path, 'import', join(sample, 'stockerbot-sample.csv')).status).toBe(0);
  expect(contexture(path, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment').status).toBe(0);
  const { stderr, stdout } = contexture(
    path,
    'train',
    'document-attention',
    '--set',
    'width=8',
    '--seed',
    '4',
  );
  expect(stdout).toContain('run 1: document-attention on cpu');
  expect(stdout).toContain('1 epoch ');
  expect(stderr).toContain(`defaults from ${path}: device=cpu, epochs=1, ensemble=true, trainSize=60\n`);
  const quiet = file({ workspace, quiet: true, train: { topic: { epochs: 1 } } });
  expect(contexture(quiet, 'train', 'topic').stderr).toMatch(/^contexture: There is no label scheme "topic"/);
  const odd = file({ workspace, train: { 'contextual-sentiment': { width: 66, heads: 6 } } });
  const refused = contexture(odd, 'train', 'contextual-sentiment', '--set', 'heads=4');
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('must divide the width') });
  // A run's own file is complete: the user's defaults do not come between.
  const own = join(workspace, 'runs', '1', 'config.json');
  const again = contexture(file({ workspace, train: { seed: 9, epochs: 2 } }), 'train', '--config', own);
  expect(again.stderr).not.toContain('defaults from');
  expect(again.stdout).toContain('1 epoch ');
});
