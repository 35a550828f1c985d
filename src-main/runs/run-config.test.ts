import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import type { WritableStore } from '../store/store.ts';
import { createRun, updateRun } from '../store/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { writeRunConfig } from './run-config.ts';
import { runFolder } from './run-folder.ts';
import { runRow } from './runs.ts';

/** The folder of a run of which no more is known than how it began. */
function begun(store: WritableStore, settings: object): string {
  const config = trainConfigSchema.parse(settings);
  const run = createRun(store, { recipe: config.recipe, config: JSON.stringify(config), version: '1.2.3' });
  updateRun(store, run, { dataHash: 'abc', device: 'cpu' });
  writeRunConfig(store, runRow(store, run));
  return runFolder(store, run);
}

const read = (folder: string, name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

test('the file of a run has all settings, with those that nobody gave, and what else its result depends on', () => {
  const settings = { recipe: 'word2vec', epochs: 3 };
  expect(read(begun(temporaryStore(), settings), 'config.json')).toEqual({
    run: 1,
    recipe: 'word2vec',
    trainedBy: 'contexture 1.2.3',
    dataHash: 'abc',
    device: 'cpu',
    config: trainConfigSchema.parse(settings),
  });
});

test('it names files by whole paths, so that it means the same ones wherever it is used', () => {
  const checkpoint = temporaryFolder();
  const trainFile = temporaryFile('rows.csv', '');
  const settings = {
    recipe: 'bert-classifier',
    checkpoint: relative('.', checkpoint),
    trainFile: relative('.', trainFile),
    testFile: 'not-there.csv',
  };
  expect(read(begun(temporaryStore(), settings), 'contexture.json')).toMatchObject({
    config: { checkpoint, trainFile, testFile: resolve('not-there.csv') },
  });
});

test('a checkpoint of the hub keeps its name, and config.json is left to the published layout', () => {
  const folder = begun(temporaryStore(), { recipe: 'contextual-sentiment', encoder: 'bert' });
  expect(read(folder, 'contexture.json')).toMatchObject({
    config: { checkpoint: 'google-bert/bert-base-uncased', trainFile: null },
  });
  expect(existsSync(join(folder, 'config.json'))).toBe(false);
});
