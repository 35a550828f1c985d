import { expect, test } from 'vitest';
import { matchKey, strictKey } from './normalise.ts';
import { isRetweet, withoutRetweetHead } from './retweet.ts';
import { signTokens } from './ngrams.ts';
import { words } from './words.ts';

test.each([
  ['RT @ann_1: profits rise', true],
  ['RT @ann_1 profits rise', false],
  ['rt @ann_1: profits rise', false],
  ['see RT @ann_1: profits rise', false],
  ['RT @: profits rise', false],
  ['RT if you agree', false],
])('%j is a retweet: %s', (text, is) => {
  expect(isRetweet(text)).toBe(is);
});

test.each([
  ['RT @ann_1: profits rise', '  profits rise'],
  ['RT @ann_1 profits rise', '  profits rise'],
  ['see RT @ann_1: profits', 'see RT @ann_1: profits'],
])('%j without its head', (text, left) => {
  expect(withoutRetweetHead(text)).toBe(left);
});

test('keys, words and n-grams all leave out the head of a retweet', () => {
  const [retweet, original] = ['RT @ann: profits rise', 'profits rise'];
  expect(matchKey(retweet)).toBe('profitsrise');
  expect(strictKey(retweet)).toBe('profitsrise');
  expect(words(retweet)).toEqual(words(original));
  expect(signTokens(retweet)).toEqual(['profits', 'rise']);
});
