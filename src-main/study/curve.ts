import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { curveRows } from '../runs/runs.ts';
import type { CurvePoint, LearningCurve, RunRow, SpreadScores } from '../training/types.ts';
import type { ScoresResult } from '../results/classified.ts';

/**
 * A learning curve as far as its runs are done.
 *
 * @param curve its first run
 * @throws UserError if there is no such curve.
 */
export function curveOf(store: ReadableStore, curve: number): LearningCurve {
  const rows = curveRows(store, curve);
  const [first] = rows;
  if (!first) throw new UserError('use', `No learning curve starts with run ${curve}.`);
  const points = curvePoints(rows);
  const n = rows
    .map(({ result }) => (result?.kind === 'scores' ? result.test.n : 0))
    .find((count) => count > 0);
  return { curve, recipe: first.recipe, n: n ?? 0, points };
}

/** A point a size, the smallest first, of the runs that are done. */
export function curvePoints(rows: readonly Pick<RunRow, 'state' | 'result'>[]): CurvePoint[] {
  const results = rows.flatMap(({ state, result }) =>
    state === 'done' && result?.kind === 'scores' ? [result] : [],
  );
  return [...Map.groupBy(results, ({ split }) => split.train)]
    .sort(([a], [b]) => a - b)
    .map(([size, seeds]) => pointOf(size, seeds));
}

function pointOf(size: number, seeds: readonly ScoresResult[]): CurvePoint {
  const names = Object.keys(seeds[0]?.baselines ?? {});
  return {
    size,
    runs: seeds.map(({ run }) => run),
    test: spreadScores(seeds.map(({ test }) => test)),
    baselines: Object.fromEntries(
      names.map((name) => [name, spreadScores(seeds.flatMap(({ baselines }) => baselines[name] ?? []))]),
    ),
  };
}

export function spreadScores(scores: readonly { accuracy: number; macroF1: number }[]): SpreadScores {
  return {
    accuracy: spread(scores.map(({ accuracy }) => accuracy)),
    macroF1: spread(scores.map(({ macroF1 }) => macroF1)),
  };
}

function spread(values: readonly number[]): SpreadScores['accuracy'] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, deviation: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
