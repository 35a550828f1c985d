import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { writeCheckpointFile } from './checkpoint-file.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { readNgrams } from '../ngrams/files.ts';
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

test('weights of another run are refused with its name, those without a name where they do not fit', async () => {
  const store = temporaryStore();
  const config = trainConfigSchema.parse({ recipe: 'document-attention', ensemble: false });
  const vocabulary = Vocabulary.fit([['up', 'down']], { minCount: 1, maxSize: 10 });
  writeRunFiles(store, 2, { config, classes: ['negative', 'positive'], vocabulary });
  const file = join(runFolder(store, 2), 'model.safetensors');
  const table = (rows: number) => ({
    shape: [rows, 1],
    dtype: 'float32' as const,
    data: new Float32Array(rows),
  });
  const refusal = async (words: number, classes: number, metadata: Record<string, string>) => {
    await writeCheckpointFile(file, { words: table(words), 'classifier.weight': table(classes) }, metadata);
    return readRun(store, 2).then(
      () => null,
      (error: unknown) => error,
    );
  };
  const { size } = vocabulary;
  expect(await refusal(size, 2, { run: '2' })).toBeNull();
  expect(await refusal(size, 2, {})).toBeNull();
  expect(await refusal(size, 2, { run: '1' })).toMatchObject({
    kind: 'input',
    message: `${file} belongs to run 1, not to run 2. Put the file of run 2 back, or train it again.`,
  });
  for (const [words, classes] of [
    [size + 1, 2],
    [size, 3],
  ] as const) {
    const problem = `it has ${words} words and ${classes} classes, but the run has ${size} and 2`;
    expect(await refusal(words, classes, {})).toMatchObject({
      kind: 'input',
      message: expect.stringContaining(problem),
    });
  }
});

test('a run that there is not is told apart from one without a model', async () => {
  const store = temporaryStore();
  await expect(readRun(store, 9)).rejects.toThrow('There is no run 9');
});

test('a run whose weights know n-grams is refused without their file', async () => {
  const folder = temporaryFolder();
  const one = { shape: [1, 1], dtype: 'float32' as const, data: Float32Array.of(0) };
  const tensors = { 'ngrams.weight': one, 'ngrams.bias': one, 'ngrams.model': one };
  await expect(readNgrams(folder, tensors)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringContaining(`${join(folder, 'ngrams.tsv')} is missing`),
  });
});
