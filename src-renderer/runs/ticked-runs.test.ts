import { expect, it } from 'vitest';
import { tickedRuns } from './ticked-runs.ts';

it('compares from two to eight runs', () => {
  const counts = [0, 1, 2, 8, 9];
  const can = counts.map((count) => tickedRuns(Array.from({ length: count }, (_, i) => i)).canCompare);
  expect(can).toEqual([false, false, true, true, false]);
});

it('says what is missing, and nothing when nothing is', () => {
  expect(tickedRuns([4]).hint).toBe('Tick two or more runs to compare them.');
  expect(tickedRuns([1, 2, 3, 4, 5, 6, 7, 8, 9]).hint).toBe('At most 8 runs can be compared.');
  expect(tickedRuns([4, 2])).toEqual({ canCompare: true, hint: '', ids: '2,4', action: 'Compare 2 runs' });
});

it('names runs in the order in which they were trained, by number and not by letters', () => {
  expect(tickedRuns([10, 9, 2]).ids).toBe('2,9,10');
});
