import { expect, it } from 'vitest';
import { keptInWords, removedInWords } from './forget-counts.ts';

it.each([
  ['source', [], 'nothing but its line in the list'],
  ['source', [{ what: 'companies', count: 1 }], '1 company'],
  [
    'source',
    [
      { what: 'documents', count: 28_873 },
      { what: 'labels', count: 1 },
      { what: 'rejected records', count: 1 },
    ],
    '28,873 documents, 1 label, 1 rejected record',
  ],
  ['labels', [{ what: 'labels (import)', count: 1 }], '1 label (import)'],
  ['run', [], 'the run and its files'],
  [
    'run',
    [
      { what: 'predictions', count: 1000 },
      { what: 'measurements', count: 1 },
    ],
    'the run and its files, with 1,000 predictions, 1 measurement',
  ],
] as const)('a %s with %j: removes %s', (what, removed, words) => {
  expect(removedInWords({ what, removed: [...removed] })).toBe(words);
});

it.each([
  [0, null],
  [1, 'One of its texts stays, since other files have it too.'],
  [2656, '2,656 of its texts stay, since other files have them too.'],
])('%i texts that stay: %s', (kept, words) => {
  expect(keptInWords({ kept })).toBe(words);
});
