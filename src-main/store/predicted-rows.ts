/** What runs predicted of the rows of their validation and test parts, and the rows that they learned from. */
import { z } from 'zod';
import type { ReadableStore, WritableStore } from './store.ts';
import type { Prediction } from './runs.ts';

/** A row that a run read: a document, or a row of a file. */
export interface ReadRow {
  /** Null: it stands nowhere in the workspace. */
  document: number | null;
  /** Where it begins in its file, from 1; null: it is of no file, or an earlier version did not keep it. */
  line: number | null;
  /** Of a row that is no document. */
  text: string | null;
}

/** What a run said of one row. `item` numbers the rows of a part from 0. */
export interface PredictedRow extends ReadRow, Omit<Prediction, 'document'> {
  item: number;
}

/** Stores what a run said of parts, in one transaction; predictions of these parts that are there are replaced. */
export function savePredictions(
  store: WritableStore,
  run: number,
  rows: readonly (Prediction | Omit<PredictedRow, 'item'>)[],
): void {
  const remove = store.db.prepare('DELETE FROM prediction WHERE run_id = ? AND part = ?');
  const insert = store.db.prepare(
    `INSERT INTO prediction (run_id, part, item, document_id, line, text, truth, predicted, probabilities)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  store.db.transaction(() => {
    for (const [part, own] of Map.groupBy(rows, (row) => row.part)) {
      remove.run(run, part);
      own.forEach((row, item) => {
        const { document, truth, predicted, probabilities } = row;
        const [line, text] = 'line' in row ? [row.line, row.text] : [null, null];
        insert.run(run, part, item, document, line, text, truth, predicted, JSON.stringify(probabilities));
      });
    }
  })();
}

const probabilitiesSchema = z.array(z.number());

/** All that a run said of rows, by part and in their order. */
export function predictedRows(store: ReadableStore, run: number): PredictedRow[] {
  return store.db
    .prepare<[number], Omit<PredictedRow, 'probabilities'> & { probabilities: string }>(
      `SELECT part, item, document_id AS document, line, text, truth, predicted, probabilities FROM prediction
       WHERE run_id = ? ORDER BY part, item`,
    )
    .all(run)
    .map((row) =>
      Object.assign(row, { probabilities: probabilitiesSchema.parse(JSON.parse(row.probabilities)) }),
    );
}

/** Stores the rows that a run learned from, in one transaction; those that are there are replaced. */
export function saveTrainingRows(store: WritableStore, run: number, rows: readonly ReadRow[]): void {
  const insert = store.db.prepare(
    'INSERT INTO training_row (run_id, item, document_id, line, text) VALUES (?, ?, ?, ?, ?)',
  );
  store.db.transaction(() => {
    store.db.prepare('DELETE FROM training_row WHERE run_id = ?').run(run);
    rows.forEach(({ document, line, text }, item) => insert.run(run, item, document, line, text));
  })();
}

/** The rows that a run learned from; none where an earlier version trained it. */
export function trainingRows(store: ReadableStore, run: number): ReadRow[] {
  return store.db
    .prepare<[number], ReadRow>(
      'SELECT document_id AS document, line, text FROM training_row WHERE run_id = ? ORDER BY item',
    )
    .all(run);
}
