import { expect, test } from 'vitest';
import type { CheckpointRemoval } from '../../src-main/api/types.ts';
import { costInWords, removalInWords } from './checkpoint-words.ts';

const cost = { machine: 'here', device: 'cpu', tokens: 40, measured: 0 };

test.each([
  [null, 'not measured here'],
  [{ ...cost, textsPerSecond: 210.4, memory: 309_000_000 }, '210 texts/s, 309.0 MB of memory'],
  [{ ...cost, textsPerSecond: 3.44, memory: 1_500_000_000 }, '3.4 texts/s, 1.5 GB of memory'],
])('a cost is told in a few words', (measured, words) => {
  expect(costInWords({ cost: measured })).toBe(words);
});

const removal: CheckpointRemoval = { name: 'a', dryRun: true, freed: 91_000_000, others: [], runs: null };
const run = { run: 3, recipe: 'bert-classifier', state: 'done' as const, needsIt: false };

test.each([
  [removal, ['Its files are removed from this machine, 91.0 MB.']],
  [{ ...removal, freed: 0, others: ['b'], runs: [] }, ['Only the name goes, since b has the same content.']],
  [
    { ...removal, runs: [run, { ...run, run: 5, state: 'cancelled' as const, needsIt: true }] },
    [
      'Its files are removed from this machine, 91.0 MB.',
      'It is named by runs 3, 5 of this workspace. What was trained keeps its own weights and goes on working.',
      'To resume run 5, it has to be there.',
    ],
  ],
])('what removing a checkpoint means is told', (asked, sentences) => {
  expect(removalInWords(asked)).toEqual(sentences);
});
