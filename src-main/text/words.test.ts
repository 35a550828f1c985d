import { expect, test } from 'vitest';
import { cleaningSchema } from './cleaning.ts';
import { Vocabulary } from './vocabulary.ts';
import { words } from './words.ts';

test('links go, cashtags and mentions lose their names, hashtags keep their word', () => {
  expect(words('RT @who: $AAPL beats! #earnings up 3.5% https://t.co/x via @cnbc')).toEqual([
    '<cashtag>',
    'beats',
    '!',
    'earnings',
    'up',
    '3.5',
    '%',
    'via',
    '<mention>',
  ]);
});

test.each([
  [{ links: 'token' }, '<cashtag> up <link> <mention> news video of the day'],
  [{ mentions: 'name' }, '<cashtag> up cnbc news video of the day'],
  [{ mentions: 'drop' }, '<cashtag> up news video of the day'],
  [{ hashtags: 'token' }, '<cashtag> up <mention> <hashtag> video of the day'],
  [{ hashtags: 'drop' }, '<cashtag> up <mention> video of the day'],
  [{ cashtags: 'name' }, 'aapl up <mention> news video of the day'],
  [{ cashtags: 'drop', stopWords: 'drop' }, '<mention> news video day'],
  [{ brackets: 'drop' }, '<cashtag> up <mention> news of the day'],
])('the cleaning %j says what is left', (settings, left) => {
  const text = '$AAPL up https://t.co/x @CNBC #news [Video] of the day';
  expect(words(text, cleaningSchema.parse(settings)).join(' ')).toBe(left);
});

test('entities are decoded, unless they are to be kept', () => {
  expect(words('AT&amp;T up')).toEqual(['at&t', 'up']);
  expect(words('AT&amp;T up', cleaningSchema.parse({ entities: 'keep' }))).toEqual(['at&amp', 't', 'up']);
});

test('a name with a star or an ampersand, and a word with an apostrophe, is one word', () => {
  expect(words('E*TRADE, AT&T and Goldman’s')).toEqual(['e*trade', 'at&t', 'and', "goldman's"]);
});

test('a price is a number and no cashtag', () => {
  expect(words('$15 a share')).toEqual(['$', '15', 'a', 'share']);
});

test('a vocabulary holds what is frequent enough, the most frequent first', () => {
  const vocabulary = Vocabulary.fit(
    [
      ['up', 'up', 'down'],
      ['up', 'down', 'rare'],
    ],
    { minCount: 2, maxSize: 10 },
  );
  expect(vocabulary.words.slice(3)).toEqual(['up', 'down']);
});

test('what a vocabulary does not hold is unknown, or a number', () => {
  const vocabulary = Vocabulary.fit([['up', 'up']], { minCount: 2, maxSize: 10 });
  expect([...vocabulary.encode(['up', 'rare', '1,000', 'up'], 3)]).toEqual([3, 1, 2]);
});

test('a vocabulary is the same again from its words', () => {
  const vocabulary = Vocabulary.fit([['a', 'b', 'a', 'b', 'c', 'c']], { minCount: 2, maxSize: 2 });
  const again = new Vocabulary(vocabulary.words);
  expect([...again.encode(['a', 'b', 'c'], 9)]).toEqual([3, 4, 1]);
  expect(() => new Vocabulary(['a'])).toThrow('starts with');
});
