/** The test parts of runs, by what stands in them. */
import type { ReadableStore } from './store.ts';

/** A text of a test part: a document, or its words where it is none, and the label that it has. */
export interface TestedText {
  document: number | null;
  text: string | null;
  truth: string;
}

/** Runs that were tested, and whether an ensemble with n-grams was too. */
export function testedRuns(store: ReadableStore): { run: number; ensemble: boolean }[] {
  return store.db
    .prepare<[], { run: number; ensemble: number }>(
      `SELECT id AS run, result IS NOT NULL AND json_extract(result, '$.ensemble') IS NOT NULL AS ensemble FROM run
       WHERE EXISTS (SELECT 1 FROM prediction WHERE run_id = run.id AND part = 'test') ORDER BY id`,
    )
    .all()
    .map(({ run, ensemble }) => ({ run, ensemble: ensemble === 1 }));
}

export function testPartOfRun(store: ReadableStore, run: number): TestedText[] {
  return store.db
    .prepare<[number], TestedText>(
      `SELECT document_id AS document, text, truth FROM prediction WHERE run_id = ? AND part = 'test'`,
    )
    .all(run);
}
