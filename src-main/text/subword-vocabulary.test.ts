import { expect, it } from 'vitest';
import { cleaningSchema } from './cleaning.ts';
import { SubwordVocabulary } from './subword-vocabulary.ts';
import { words } from './words.ts';

const texts = ['low lower lowest', 'new newer newest', 'wide wider widest @someone $AAPL', 'low low new new'];
const fit = (maxSize = 80) => SubwordVocabulary.fit(texts, { maxSize, minCount: 2 });
const joined = (pieces: string[]) => pieces.join('').replaceAll('▁', ' ').trim();

it('cuts a text into pieces that together are its words', () => {
  const vocabulary = fit();
  for (const text of ['Lower newest wide', 'low', 'www', '']) {
    expect(joined(vocabulary.cut(text))).toBe(words(text).join(' '));
  }
});

it('reads a word that it never saw by its pieces, and only signs that it never saw as unknown', () => {
  const vocabulary = fit();
  const unknown = vocabulary.words.indexOf('[UNK]');
  const ids = (text: string) => [...vocabulary.encode(vocabulary.cut(text), 32)];
  expect(ids('wildest')).not.toContain(unknown);
  expect(ids('ж')).toContain(unknown);
});

it('keeps what cleaning puts in place of names in one token, behind the pieces', () => {
  const vocabulary = fit();
  const pieces = vocabulary.cut('low @nobody $TSLA');
  expect(pieces.slice(-2)).toEqual(['<mention>', '<cashtag>']);
  const [mention, cashtag] = vocabulary.encode(pieces.slice(-2), 2);
  expect([vocabulary.words[mention!], vocabulary.words[cashtag!]]).toEqual(['<mention>', '<cashtag>']);
  expect(mention).toBeGreaterThanOrEqual(vocabulary.firstWord);
});

it('gives every token the row at which the vocabulary has it', () => {
  const vocabulary = fit();
  const pieces = vocabulary.cut('lower widest new @x');
  expect([...vocabulary.encode(pieces, 32)].map((id) => vocabulary.words[id])).toEqual(pieces);
  expect(vocabulary.encode(pieces, 2)).toHaveLength(2);
});

it('is no larger than it may be, and learns nothing from what cleaning takes away', () => {
  expect(fit(40).size).toBeLessThanOrEqual(40);
  const cleaning = cleaningSchema.parse({ links: 'drop' });
  const linked = SubwordVocabulary.fit(['a https://t.co/QQQ7', 'a'], { maxSize: 60, minCount: 1 }, cleaning);
  expect(linked.words.filter((word) => /[q7]/.test(word))).toEqual([]);
});

it('is the same when it is read from JSON', () => {
  const vocabulary = fit();
  const again = new SubwordVocabulary(JSON.parse(JSON.stringify(vocabulary.tokenizer)) as object);
  expect(again.words).toEqual(vocabulary.words);
  expect(again.cut('lowest wide')).toEqual(vocabulary.cut('lowest wide'));
});
