import { expect, test } from 'vitest';
import { fitInContext } from './fit-vocabulary.ts';
import { KnownTokens, rowsAsRead } from './known-tokens.ts';
import { TokenStore } from './token-store.ts';
import { cleaningSchema } from '../../text/cleaning.ts';

const config = {
  vocabulary: 'words',
  cleaning: cleaningSchema.parse({}),
  minCount: 2,
  maxVocabulary: null,
} as const;
const texts = ['profit up', 'profit up', 'rare loss'];
const windows = ['guidance rare 77', 'guidance rare 77'];

test('the words of texts come first, and those that only windows have after them', () => {
  const { vocabulary } = fitInContext(texts, windows, config);
  expect(vocabulary.words).toEqual([
    '<padding>',
    '<unknown>',
    '<number>',
    'profit',
    'up',
    // Most frequent first: once in a text, too, which is not enough for the text model.
    'rare',
    '77',
    'guidance',
  ]);
});

test('a text model reads what only windows have as unknown, or as a number, also in its texts', () => {
  const { vocabulary, readAs } = fitInContext(texts, windows, config);
  const all = new TokenStore(vocabulary, 4);
  const known = new KnownTokens(all, readAs);
  const id = known.addText('profit guidance rare 77');
  expect([...all.tensors([id], 1)['tokens']!.data]).toEqual([3, 7, 5, 6]);
  expect([...known.tensors([id], 1)['tokens']!.data]).toEqual([3, 1, 1, 2]);
});

test('the stored table says the same of them to whoever reads all tokens', () => {
  const { readAs } = fitInContext(texts, windows, config);
  const data = Float32Array.from({ length: 8 }, (_, row) => row);
  const read = rowsAsRead({ shape: [8, 1], dtype: 'float32', data }, readAs);
  expect([...read.data]).toEqual([0, 1, 2, 3, 4, 1, 2, 1]);
  expect([...data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('pieces of words are those of the texts alone', () => {
  const { vocabulary, readAs } = fitInContext(texts, windows, { ...config, vocabulary: 'subwords' });
  const alone = fitInContext(texts, [], { ...config, vocabulary: 'subwords' });
  expect(vocabulary.words).toEqual(alone.vocabulary.words);
  expect([...readAs]).toEqual(vocabulary.words.map((_, row) => row));
});
