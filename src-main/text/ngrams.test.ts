import { expect, test } from 'vitest';
import { characterGrams, signTokens, tokenGrams } from './ngrams.ts';

test('signs and emoji stay, digits become 0, cashtags are two tokens, links go', () => {
  const text = 'RT @who: $AAPL beats by 3.25% 🚀! don’t &amp; https://t.co/x';
  expect(signTokens(text).join(' ')).toBe("<cash> aapl beats by 0.00 % 🚀 ! don't &");
});

test('tokens and pairs of neighbours', () => {
  expect(tokenGrams(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'a b', 'b c']);
});

test('pieces of characters as of scikit-learn, analyzer char_wb, ngram_range (2, 5)', () => {
  // CountVectorizer(analyzer='char_wb', ngram_range=(2, 5)).build_analyzer()('up now')
  const pieces = [
    ' n',
    ' no',
    ' now',
    ' now ',
    ' u',
    ' up',
    ' up ',
    'no',
    'now',
    'now ',
    'ow',
    'ow ',
    'p ',
    'up',
  ];
  expect(new Set(characterGrams(['up', 'now']))).toEqual(new Set([...pieces, 'up ', 'w ']));
  expect(characterGrams(['up', 'now'])).toHaveLength(16);
});
