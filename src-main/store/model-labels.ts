import { noteRemoved } from './bin.ts';
import { isTruth, mentionsTickers, tickers } from './labels.ts';
import { recordDeletion } from './record-deletion.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';
import type { Unlabelled } from './types.ts';

/** Documents of a scheme, of some tickers or of all. */
export interface LabelScope {
  scheme: string;
  symbols: readonly string[] | null;
}

/** What a model says of a document. */
export interface ModelLabel {
  document: number;
  value: string;
  /** Probability of the value. */
  confidence: number;
}

const HAS_NO_LABEL = `NOT EXISTS (
  SELECT 1 FROM label l WHERE l.document_id = d.id AND l.scheme = @scheme AND ${isTruth('l')})`;

/** The documents that nobody but a model has labelled. Those of one company stand together, in time order. */
export function unlabelledDocuments(store: ReadableStore, { scheme, symbols }: LabelScope): number[] {
  return store.db
    .prepare<[{ scheme: string; symbols: string }], number>(
      `SELECT d.id FROM document d
       LEFT JOIN (SELECT document_id, min(company_id) AS company FROM mention GROUP BY document_id) AS first
         ON first.document_id = d.id
       WHERE ${HAS_NO_LABEL} AND ${mentionsTickers} ORDER BY first.company, d.published_at, d.id`,
    )
    .pluck()
    .all({ scheme, symbols: tickers(symbols) });
}

/** How many documents nobody but a model has labelled, and how many of them a model has. */
export function unlabelledCount(store: ReadableStore, scheme: string): Unlabelled {
  return store.db
    .prepare<[{ scheme: string }], Unlabelled>(
      `SELECT @scheme AS scheme, count(*) AS documents, count(model.document_id) AS byModel FROM document d
       LEFT JOIN label model ON model.document_id = d.id AND model.scheme = @scheme AND model.origin = 'model'
       WHERE ${HAS_NO_LABEL}`,
    )
    .get({ scheme })!;
}

/**
 * Puts a run's labels in the place of all that models said of these documents before, in one transaction. Labels of
 * other origins stay. It can be undone as a deletion can.
 *
 * @returns how many labels of models were there, and the number by which it is undone
 */
export function replaceModelLabels(
  store: WritableStore,
  run: number,
  { scheme, symbols }: LabelScope,
  labels: readonly ModelLabel[],
): { replaced: number; deletion: number } {
  const insert = store.db.prepare(
    `INSERT INTO label (document_id, scheme, origin, value, confidence, created_at, run_id)
     VALUES (?, ?, 'model', ?, ?, ?, ?)`,
  );
  const now = Date.now();
  const replace = (): number => {
    const { changes } = store.db
      .prepare(
        `DELETE FROM label WHERE scheme = @scheme AND origin = 'model'
         AND document_id IN (SELECT d.id FROM document d WHERE ${mentionsTickers})`,
      )
      .run({ scheme, symbols: tickers(symbols) });
    for (const { document, value, confidence } of labels) {
      insert.run(document, scheme, value, confidence, now, run);
    }
    return changes;
  };
  return transactional(store, () => {
    const thing = { what: 'labelling', name: `Labels “${scheme}” by run ${run}`, item: run } as const;
    const { result, deletion } = recordDeletion(store, thing, replace);
    noteRemoved(store, deletion, [
      { what: 'labels given', count: labels.length },
      ...(result === 0 ? [] : [{ what: 'labels replaced', count: result }]),
    ]);
    return { replaced: result, deletion };
  })();
}
