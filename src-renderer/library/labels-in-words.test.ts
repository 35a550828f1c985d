import { expect, it } from 'vitest';
import { labelsInWords } from './labels-in-words.ts';

const none = { scheme: 'mood', matched: 0, matchedSeveral: 0, documents: 0, conflicts: 0 };

it.each([
  [{}, 'Labels “mood”: 0 rows found their text; 0 documents are labelled.'],
  [{ matched: 1, documents: 1 }, 'Labels “mood”: 1 row found its text; 1 document is labelled.'],
  [
    { matched: 2459, matchedSeveral: 12, documents: 2500, conflicts: 1 },
    'Labels “mood”: 2,459 rows found their text, 12 of them in several documents; 2,500 documents are labelled; ' +
      '1 row contradicts an earlier one, which counts.',
  ],
  [
    { conflicts: 3 },
    'Labels “mood”: 0 rows found their text; 0 documents are labelled; 3 rows contradict an earlier one, which counts.',
  ],
])('%j', (report, words) => {
  expect(labelsInWords({ ...none, ...report })).toBe(words);
});
