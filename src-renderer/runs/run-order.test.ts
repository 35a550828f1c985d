import { expect, test } from 'vitest';
import type { Measure } from '../../src-main/api/types.ts';
import { formatDifference } from '../format/number.ts';
import { baselineOf } from './run-cells.ts';
import { nextRunOrder, orderedRuns, runOrderIn, runOrderName } from './run-order.ts';

const measure = (name: string, value: number, of: Measure['of'] = 'model'): Measure => ({
  name,
  short: name,
  kind: 'score',
  of,
  value,
  headline: of === 'model',
});
const run = (id: number, accuracy: number | null, ngrams = 0.9) => ({
  id,
  recipe: 'topic' as const,
  seconds: 10 - id,
  measures:
    accuracy === null
      ? []
      : [
          measure('accuracy', accuracy),
          measure('macro F1', accuracy / 2),
          measure('ensemble, accuracy', 0.99, 'ensemble'),
          measure('majority, accuracy', 0.5, 'baseline'),
          measure('n-grams, accuracy', ngrams, 'baseline'),
          measure('n-grams, macro F1', 0.95, 'baseline'),
        ],
});
const runs = [run(3, 0.8), run(2, null), run(1, 0.95, 0.99)];
const ids = (name: string) => orderedRuns(runs, runOrderIn(name)).map(({ id }) => id);

test('the best baseline stands beside the model, with the difference; an ensemble is none', () => {
  const found = baselineOf(run(1, 0.8));
  expect(found).toMatchObject({ name: 'n-grams', value: 0.9 });
  expect(formatDifference(found!.difference)).toBe('−.100');
  expect(formatDifference(0.0214)).toBe('+.021');
  expect(baselineOf(run(1, null))).toBeNull();
});

test('runs are ordered by any column, those without the number last', () => {
  expect(ids('-accuracy')).toEqual([1, 3, 2]);
  expect(ids('accuracy')).toEqual([3, 1, 2]);
  expect(ids('-difference')).toEqual([1, 3, 2]);
  expect(ids('time')).toEqual([3, 2, 1]);
  expect(ids('anything')).toEqual([3, 2, 1]);
});

test('an order is named in the address, and turned round by a second click', () => {
  const first = nextRunOrder('accuracy', runOrderIn(null));
  expect([runOrderName(first), runOrderName(nextRunOrder('accuracy', first))]).toEqual([
    '-accuracy',
    'accuracy',
  ]);
  expect(runOrderName(runOrderIn(null))).toBeNull();
  expect(runOrderName(nextRunOrder('recipe', runOrderIn(null)))).toBe('recipe');
});
