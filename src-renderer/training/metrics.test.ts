import { expect, it } from 'vitest';
import { mergedMetrics } from './metrics.ts';

it('a point that is stored and reported stands once', () => {
  const point = (name: string, step: number) => ({ name, step, epoch: step / 10, value: step });
  const merged = mergedMetrics(
    [point('loss', 1), point('loss', 2)],
    [point('loss', 2), point('f1', 2), point('loss', 3)],
  );
  expect(merged).toEqual([point('loss', 1), point('loss', 2), point('f1', 2), point('loss', 3)]);
});
