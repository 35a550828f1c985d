import { z } from 'zod';
import type { ReadableStore } from './store.ts';
import { type Cell, type Table, columnsOf, streamed } from './table.ts';
import { type TextFilter, condition, tickersColumn } from './text-filter.ts';

const columns = columnsOf({
  run: 'integer',
  part: 'text',
  document: 'integer',
  line: 'integer',
  published_at: 'time',
  tickers: 'text',
  text: 'text',
  truth: 'text',
  predicted: 'text',
  truth_name: 'text',
  predicted_name: 'text',
});

export interface PredictionFilter extends TextFilter {
  run: number;
  /** The run's classes, in the order of its probabilities. */
  classes: readonly string[];
  /** The label scheme that it learned, by which its classes may have names; null: it learned none. */
  scheme: string | null;
  /** null: both parts. */
  part: 'valid' | 'test' | null;
}

const probabilitiesSchema = z.array(z.number());

/**
 * What a run predicted of each row of its validation and test parts, with the probability of each class in a column
 * `p_CLASS`. A row of a file that is no document of the workspace has its line and its text.
 *
 * @throws UserError if the filter names what the workspace does not have.
 */
export function predictionTable(store: ReadableStore, filter: PredictionFilter, limit: number | null): Table {
  const { run, classes, scheme, part } = filter;
  const { sql, values } = condition(store, filter);
  const from = `FROM prediction p LEFT JOIN document d ON d.id = p.document_id
    WHERE p.run_id = @run AND (@part IS NULL OR p.part = @part) AND ${sql}`;
  const given = { ...values, run, part };
  const nameOf = (value: string): string =>
    `(SELECT name FROM class_name n WHERE n.scheme = @scheme AND n.value = ${value})`;
  const total = store.db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck();
  const statement = store.db
    .prepare<[object], [...Cell[], string]>(
      `SELECT p.run_id, p.part, p.document_id, p.line, d.published_at, ${tickersColumn}, coalesce(p.text, d.text),
              p.truth, p.predicted, ${nameOf('p.truth')}, ${nameOf('p.predicted')},
              p.probabilities
       ${from} ORDER BY p.part, p.item LIMIT @limit`,
    )
    .raw();
  const rows = streamed(statement, { ...given, scheme, limit: limit ?? -1 });
  return {
    columns: [...columns, ...classes.map((name) => ({ name: `p_${name}`, type: 'number' as const }))],
    rows: withProbabilities(rows, classes.length),
    total: total.get(given) ?? 0,
  };
}

function* withProbabilities(rows: Iterable<[...Cell[], string]>, classes: number): Generator<Cell[]> {
  for (const row of rows) {
    const stored = probabilitiesSchema.parse(JSON.parse(row.at(-1)!.toString()));
    const probabilities = Array.from({ length: classes }, (_, index) => stored[index] ?? null);
    yield [...row.slice(0, -1), ...probabilities];
  }
}

/** How many predictions of a part a run has stored. */
export function countPredictions(store: ReadableStore, run: number, part: 'valid' | 'test'): number {
  return (
    store.db
      .prepare<[number, string], number>('SELECT count(*) FROM prediction WHERE run_id = ? AND part = ?')
      .pluck()
      .get(run, part) ?? 0
  );
}
