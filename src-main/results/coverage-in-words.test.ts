import { expect, test } from 'vitest';
import { coverageInWords } from './coverage-in-words.ts';
import { vectorCoverageSchema } from './vector-coverage.ts';

const whole = vectorCoverageSchema.parse({
  source: '/data/glove.txt',
  format: 'GloVe text',
  sha256: 'ab',
  width: 100,
  projectedTo: 64,
  tuned: false,
  words: { found: 3, of: 4 },
  tokens: { found: 7, of: 8 },
  otherCase: 2,
  added: 9,
  missing: ['q1', 'ceo'],
  notes: ['1 line is empty'],
});

test('coverage names the file, shares, what is missing, and what was done otherwise', () => {
  expect(coverageInWords(whole)).toEqual([
    'word vectors from /data/glove.txt (GloVe text), frozen, 100 wide, projected to 64: 75.0 % of 4 words and 87.5 % of running words have one',
    'frequent words without one: q1, ceo',
    '9 words were added to the vocabulary because they have one',
    '2 words took that of another spelling in capital or small letters',
    '1 line is empty',
  ]);
});

test('a run is named by its number, and nothing is said of what did not happen', () => {
  const run = {
    ...whole,
    source: 3,
    projectedTo: null,
    tuned: true,
    missing: [],
    added: 0,
    otherCase: 0,
    notes: [],
  };
  expect(coverageInWords(run)).toEqual([
    'word vectors from run 3, tuned, 100 wide: 75.0 % of 4 words and 87.5 % of running words have one',
  ]);
});
