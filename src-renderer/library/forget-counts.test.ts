import { expect, it } from 'vitest';
import { keptInWords, removedInWords } from './forget-counts.ts';

it.each([
  [[], 'nothing else is stored of it'],
  [[{ what: 'companies', count: 1 }], '1 company'],
  [
    [
      { what: 'documents', count: 28_873 },
      { what: 'labels', count: 1 },
      { what: 'rejected records', count: 1 },
    ],
    '28,873 documents, 1 label, 1 rejected record',
  ],
  [[{ what: 'labels (import)', count: 1 }], '1 label (import)'],
])('%j removes: %s', (removed, words) => {
  expect(removedInWords({ removed })).toBe(words);
});

it.each([
  [0, null],
  [1, 'One of its texts stays, since other files have it too.'],
  [2656, '2,656 of its texts stay, since other files have them too.'],
])('%i texts that stay: %s', (kept, words) => {
  expect(keptInWords({ kept })).toBe(words);
});
