import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { importFile } from './import.ts';

test('a file that has changed says what is new, what is the same, and what is missing', async () => {
  const store = temporaryStore();
  const of = (...texts: string[]): string =>
    `text,date,ticker\n${texts.map((text) => `${text},2018-07-18,AAA\n`).join('')}`;
  const path = temporaryFile('texts.csv', of('one', 'two', 'three'));
  const plain = { as: null, labels: null };
  expect((await importFile(store, path, plain)).notes).toEqual([]);
  writeFileSync(path, of('two', 'four'));
  expect((await importFile(store, path, plain)).notes).toEqual([
    'the file has changed since it was imported as source 1: new records: 1; already there: 1;' +
      ' what only the earlier content has (texts: 2) stays until source 1 is forgotten',
  ]);
  expect((await importFile(store, path, plain)).notes).toEqual([]);
});
