import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { trainConfigSchema } from './config.ts';
import { readNgrams } from './ngrams/files.ts';
import { readRun, writeRunFiles } from './run-files.ts';
import { runFolder } from './run-folder.ts';

test('a run goes on with the vocabulary that it began with, or not at all', () => {
  const store = temporaryStore();
  const files = (words: string[]) => ({
    config: trainConfigSchema.parse({ recipe: 'document-attention' }),
    classes: ['negative', 'positive'],
    vocabulary: Vocabulary.fit([words], { minCount: 1, maxSize: 10 }),
  });
  const kept = () => readFileSync(join(runFolder(store, 1), 'run.json'), 'utf8');
  writeRunFiles(store, 1, files(['up', 'down']));
  const before = kept();
  writeRunFiles(store, 1, files(['up', 'down']));
  expect(() => writeRunFiles(store, 1, files(['up', 'more']))).toThrow('texts of run 1 have changed');
  expect(kept()).toBe(before);
});

test('a run whose file is damaged is refused with the name of the file', async () => {
  const store = temporaryStore();
  const config = trainConfigSchema.parse({ recipe: 'document-attention' });
  const vocabulary = Vocabulary.fit([['up']], { minCount: 1, maxSize: 10 });
  writeRunFiles(store, 1, { config, classes: ['negative', 'positive'], vocabulary });
  const file = (name: string) => join(runFolder(store, 1), name);
  writeFileSync(file('model.safetensors'), '');
  for (const content of ['{', '{"config": {}}']) {
    writeFileSync(file('run.json'), content);
    await expect(readRun(store, 1)).rejects.toMatchObject({
      kind: 'input',
      message: `${file('run.json')} is damaged: it is not what was written. Train the run again.`,
    });
  }
});

test('a run that there is not is told apart from one without a model', async () => {
  const store = temporaryStore();
  await expect(readRun(store, 9)).rejects.toThrow('there is no run 9');
});

test('a run whose weights know n-grams is refused without their file', async () => {
  const folder = temporaryFolder();
  const one = { shape: [1, 1], dtype: 'float32' as const, data: Float32Array.of(0) };
  const tensors = { 'ngrams.weight': one, 'ngrams.bias': one, 'ngrams.model': one };
  await expect(readNgrams(folder, tensors)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining(`${join(folder, 'ngrams.tsv')} is gone`),
  });
});
