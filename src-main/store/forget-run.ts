import type { WritableStore } from './store.ts';

/** What is stored of a run. */
export interface RunCounts {
  labels: number;
  predictions: number;
  measurements: number;
  vectors: number;
}

/** How much of everything is of a run. */
export function runCounts({ db }: WritableStore, run: number): RunCounts {
  return db
    .prepare<[{ run: number }], RunCounts>(
      `SELECT (SELECT count(*) FROM label WHERE run_id = @run) AS labels,
              (SELECT count(*) FROM prediction WHERE run_id = @run) AS predictions,
              (SELECT count(*) FROM metric WHERE run_id = @run) AS measurements,
              (SELECT count(*) FROM embedding WHERE run_id = @run)
                + (SELECT count(*) FROM topic_embedding WHERE run_id = @run) AS vectors`,
    )
    .get({ run })!;
}

/** Runs that began with the word vectors of a run. */
export function runsWithVectorsOf({ db }: WritableStore, run: number): number[] {
  return db
    .prepare<[number, number], number>(
      "SELECT id FROM run WHERE id <> ? AND json_valid(config) AND config ->> '$.vectors' = ? ORDER BY id",
    )
    .pluck()
    .all(run, run);
}

/** Takes a run out of the database. To be called in a transaction. The other runs of its learning curve stay one. */
export function removeRun({ db }: WritableStore, run: number): void {
  db.prepare(
    `UPDATE run SET curve = (SELECT min(id) FROM run WHERE curve = @run AND id <> @run)
     WHERE curve = @run AND id <> @run`,
  ).run({ run });
  for (const table of ['label', 'metric', 'prediction', 'training_row', 'embedding', 'topic_embedding']) {
    db.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(run);
  }
  db.prepare('UPDATE run SET curve = NULL WHERE id = ?').run(run);
  db.prepare('DELETE FROM run WHERE id = ?').run(run);
}
