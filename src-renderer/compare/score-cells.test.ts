import { expect, it } from 'vitest';
import type { ComparedScore } from '../../src-main/api/types.ts';
import { isBest, isFair, scoreText } from './score-cells.ts';

const score = (values: (number | null)[], part: Partial<ComparedScore> = {}): ComparedScore => ({
  name: 'accuracy',
  kind: 'score',
  of: 'model',
  baseline: false,
  values,
  ...part,
});
const best = (row: ComparedScore) => row.values.map((value) => isBest(row, value));

it('marks the highest score and the lowest loss, each run that has it', () => {
  expect(best(score([0.5, 0.9, 0.9]))).toEqual([false, true, true]);
  expect(best(score([0.5, 0.25], { kind: 'loss' }))).toEqual([false, true]);
});

it('marks nothing where there is no choice', () => {
  expect(best(score([0.5, 0.5]))).toEqual([false, false]);
  expect(best(score([0.5, null]))).toEqual([false, false]);
  expect(best(score([10, 20], { kind: 'count' }))).toEqual([false, false]);
  expect(best(score([0.1, 0.2], { of: 'baseline', baseline: true }))).toEqual([false, false]);
});

it('takes a comparison for fair only where the same texts were tested', () => {
  const all = ['data', 'texts', 'different', 'unknown', 'untested'] as const;
  expect(all.filter((testedOn) => isFair({ testedOn }))).toEqual(['data', 'texts']);
});

it('shows counts, scores, and a dash for what was not measured', () => {
  expect(scoreText({ kind: 'count' }, 1035)).toBe('1,035');
  expect(scoreText({ kind: 'score' }, 0.9485)).toBe('.949');
  expect(scoreText({ kind: 'score' }, null)).toBe('–');
});
