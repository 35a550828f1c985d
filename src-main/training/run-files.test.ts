import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { trainConfigSchema } from './config.ts';
import { writeRunFiles } from './run-files.ts';
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
