import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { importFile } from './import.ts';

const moods = 'text,sentiment\nup we go,positive\ndown it goes,negative\n';
const animals = 'text,sentiment\nto the moon,bullish\nsell it all,bearish\n';

test('labels that a scheme did not have are told with the remedy, and taken', async () => {
  const store = temporaryStore();
  expect(await importContent(store, 'moods.csv', moods)).toMatchObject({ accepted: 2, notes: [] });
  expect(await importContent(store, 'animals.csv', animals)).toMatchObject({
    accepted: 2,
    notes: [
      'the scheme "sentiment" already had the labels negative, positive, and this file adds bearish, bullish: to' +
        ' keep them apart, import each file again with its own label scheme',
    ],
    remedies: [{ setting: 'labels', values: [] }],
  });
});

test('a file that uses few of the labels of a scheme is told of, one with a single label is not', async () => {
  const store = temporaryStore();
  const rows = (values: number[], word: string) =>
    `text,label\n${values.map((value) => `${word.repeat(value + 1)},${value}\n`).join('')}`;
  await importContent(store, 'topics.csv', rows([0, 1, 2, 3, 10], 'topic '));
  expect(await importContent(store, 'moods.csv', rows([0, 1], 'mood '))).toMatchObject({
    notes: [expect.stringContaining('already had the labels 0, 1, 2, 3, 10, and this file has only 0, 1:')],
  });
  expect(await importContent(store, 'one.csv', rows([10], 'one '))).toMatchObject({ accepted: 1, notes: [] });
});

test('files of the same labels, the same file again and another scheme have nothing to tell', async () => {
  const store = temporaryStore();
  await importContent(store, 'moods.csv', moods);
  expect(await importContent(store, 'again.csv', moods)).toMatchObject({ notes: [], remedies: [] });
  const more = 'text,sentiment\nmore of it,positive\n';
  expect(await importContent(store, 'more.csv', more)).toMatchObject({ accepted: 1, notes: [] });
  const apart = await importFile(store, temporaryFile('a.csv', animals), { as: null, labels: 'animal' });
  expect(apart).toMatchObject({ accepted: 2, notes: [] });
});

test('texts with a time tell it too, and of many labels the first', async () => {
  const store = temporaryStore();
  await importContent(store, 'moods.csv', moods);
  const values = Array.from({ length: 12 }, (_, i) => `2020-01-02,text number ${'x'.repeat(i)},mood ${i}`);
  const { kind, notes } = await importContent(
    store,
    'dated.csv',
    `date,text,sentiment\n${values.join('\n')}\n`,
  );
  expect(kind).toBe('texts');
  expect(notes).toEqual([
    expect.stringContaining('has 14 different labels for 14 texts:'),
    expect.stringContaining(
      'adds mood 0, mood 1, mood 2, mood 3, mood 4, mood 5, mood 6, mood 7 and 4 more:',
    ),
  ]);
});

test('a scheme among several label columns is kept apart column by column', async () => {
  const store = temporaryStore();
  await importContent(store, 'moods.csv', moods);
  const two = 'text,sentiment,emotion\nto the moon,bullish,joy\nsell it all,bearish,fear\n';
  const { notes, remedies } = await importContent(store, 'two.csv', two);
  expect(notes).toEqual([
    expect.stringContaining('import each label column of the files by itself, with its own label scheme'),
  ]);
  expect(remedies).toEqual([{ setting: 'labels', values: [] }]);
  const file = temporaryFile('two.csv', two);
  await expect(importFile(store, file, { as: null, labels: 'mine' })).rejects.toMatchObject({
    kind: 'use',
    message: `${file}: the scheme "mine" was given, but the file has 2 label columns (sentiment, emotion).`,
    remedies: [{ setting: 'columns', values: ['label=sentiment', 'label=emotion'] }],
  });
});
