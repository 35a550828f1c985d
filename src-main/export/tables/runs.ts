import type { ReadableStore } from '../../store/store.ts';
import { type Cell, type Table, columnsOf } from '../../store/table.ts';
import { listRunRows } from '../../runs/runs.ts';
import type { TrainResult } from '../../training/types.ts';

const columns = columnsOf({
  run: 'integer',
  recipe: 'text',
  state: 'text',
  created_at: 'time',
  seconds: 'number',
  device: 'text',
  version: 'text',
  data_hash: 'text',
  curve: 'integer',
  test_n: 'integer',
  test_accuracy: 'number',
  test_macro_f1: 'number',
  test_weighted_f1: 'number',
  valid_accuracy: 'number',
  valid_macro_f1: 'number',
  model_alone_accuracy: 'number',
  model_alone_macro_f1: 'number',
  test_top1: 'number',
  test_top10: 'number',
  valid_loss: 'number',
  problem: 'text',
  config: 'text',
});

/** Training runs, newest first. What a recipe does not measure is null; `config` is JSON. */
export function runTable(store: ReadableStore, limit: number | null): Table {
  const runs = listRunRows(store).slice(0, limit ?? undefined);
  const rows = runs.map((run) => [
    run.id,
    run.recipe,
    run.state,
    run.createdAt,
    run.seconds,
    run.device,
    run.version,
    run.dataHash,
    run.curve,
    ...measured(run.result),
    run.problem,
    JSON.stringify(run.config),
  ]);
  return { columns, rows, total: rows.length };
}

/** From `test_n` to `valid_loss`. */
function measured(result: TrainResult | null): Cell[] {
  const none = null;
  if (result === null) return Array.from({ length: 11 }, () => none);
  if (result.recipe === 'word2vec') return [...Array.from({ length: 10 }, () => none), result.validLoss];
  const { test } = result;
  if ('top1' in test) {
    return [test.n, ...Array.from({ length: 7 }, () => none), test.top1, test.top10, none];
  }
  const valid = 'valid' in result ? result.valid : null;
  const alone = 'ngrams' in result ? (result.ngrams?.modelAlone ?? null) : null;
  return [
    test.n,
    test.accuracy,
    test.macroF1,
    test.weightedF1,
    valid?.accuracy ?? none,
    valid?.macroF1 ?? none,
    alone?.accuracy ?? none,
    alone?.macroF1 ?? none,
    none,
    none,
    none,
  ];
}
