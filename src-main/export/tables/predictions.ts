import { learnedScheme } from '../../configs/learned-scheme.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { countPredictions, predictionTable } from '../../store/prediction-table.ts';
import type { Table } from '../../store/table.ts';
import type { TextFilter } from '../../store/text-filter.ts';
import { keepsEnsemble } from '../../results/classified.ts';
import { scoredTexts } from '../../results/scored-texts.ts';
import { runRow } from '../../runs/runs.ts';
import type { Scores } from '../../results/scores.ts';

/**
 * A run's predictions of the texts of its test and validation parts.
 *
 * @throws UserError if there is no such run, or it has none.
 */
export function runPredictionTable(
  store: ReadableStore,
  run: number,
  filter: TextFilter & { part: 'valid' | 'test' | null },
  limit: number | null,
): Table {
  const { config } = runRow(store, run);
  const scheme = learnedScheme(config);
  return predictionTable(store, { ...filter, run, classes: testOf(store, run).classes, scheme }, limit);
}

/** Whether a run's predictions are those of its ensemble, and not those of its model. */
export function predictionsOfEnsemble(store: ReadableStore, run: number): boolean {
  const { result } = runRow(store, run);
  return result?.kind === 'scores' && keepsEnsemble(result);
}

/** How many texts a run was scored on, and of how many of them it has a prediction. */
export function predictionCounts(store: ReadableStore, run: number): { scored: number; kept: number } {
  const { result } = runRow(store, run);
  // A run that was not tested has predictions of its validation part alone.
  const part = result?.kind === 'trial' ? 'valid' : 'test';
  return { scored: testOf(store, run).n, kept: countPredictions(store, run, part) };
}

function testOf(store: ReadableStore, run: number): Scores {
  const { recipe, state, result } = runRow(store, run);
  if (result === null) {
    throw new UserError('use', `Run ${run} has no predictions: it is ${state}, and has not been tested.`);
  }
  const scores = result.kind === 'trial' ? result.valid : scoredTexts(result);
  if (scores === null) {
    throw new UserError('use', `Run ${run} has no predictions of texts: ${recipe} does not classify texts.`);
  }
  return scores;
}
