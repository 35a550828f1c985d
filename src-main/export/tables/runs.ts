import type { ReadableStore } from '../../store/store.ts';
import { type Cell, type Table, columnsOf } from '../../store/table.ts';
import { listRunRows } from '../../runs/runs.ts';
import type { TrainResult } from '../../configs/all.ts';

const columns = columnsOf({
  run: 'integer',
  recipe: 'text',
  state: 'text',
  name: 'text',
  tags: 'text',
  note: 'text',
  pinned: 'boolean',
  archived_at: 'time',
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
  ensemble_accuracy: 'number',
  ensemble_macro_f1: 'number',
  test_top1: 'number',
  test_top10: 'number',
  valid_loss: 'number',
  looks: 'integer',
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
    run.notes.name,
    run.notes.tags.join('|'),
    run.notes.note,
    Number(run.notes.pinned),
    run.notes.archivedAt,
    run.createdAt,
    run.seconds,
    run.device,
    run.version,
    run.dataHash,
    run.curve,
    ...measured(run.result),
    run.looks,
    run.problem,
    JSON.stringify(run.config),
  ]);
  return { columns, rows, total: rows.length };
}

/** From `test_n` to `valid_loss`. */
function measured(result: TrainResult | null): Cell[] {
  const test = result && 'test' in result ? result.test : null;
  const scores = test && 'accuracy' in test ? test : null;
  const valid = result && 'valid' in result ? result.valid : null;
  const ensemble = result && 'ensemble' in result ? (result.ensemble?.test ?? null) : null;
  const ranks = test && 'top1' in test ? test : null;
  return [
    test?.n ?? null,
    scores?.accuracy ?? null,
    scores?.macroF1 ?? null,
    scores?.weightedF1 ?? null,
    valid?.accuracy ?? null,
    valid?.macroF1 ?? null,
    ensemble?.accuracy ?? null,
    ensemble?.macroF1 ?? null,
    ranks?.top1 ?? null,
    ranks?.top10 ?? null,
    result && 'validLoss' in result ? result.validLoss : null,
  ];
}
