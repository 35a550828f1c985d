import { noSuchScheme } from './missing.ts';
import { labelSchemes } from './labels.ts';
import type { WritableStore } from './store.ts';
import { rehearsed, transactional } from './transaction.ts';

/** The labels that were forgotten, by who gave them. */
export interface ForgottenLabels {
  origins: { origin: string; count: number }[];
  /** What people said of texts one by one, from which labels by hand are made. */
  judgements: number;
}

/**
 * Forgets a label scheme: its labels of every origin. Texts and runs stay. All of it is one transaction.
 *
 * @param dryRun it is only tried, and nothing changes
 * @throws UserError if there is no such scheme
 */
export function forgetLabels(store: WritableStore, scheme: string, dryRun: boolean): ForgottenLabels {
  const run = dryRun ? rehearsed(store, forget) : transactional(store, forget);
  return run(store, scheme);
}

/** Whether people labelled texts of a scheme, though perhaps no two alike, so that no text has a label of it. */
function isJudged({ db }: WritableStore, scheme: string): boolean {
  return db.prepare<[string]>('SELECT 1 FROM judgement WHERE scheme = ? LIMIT 1').get(scheme) !== undefined;
}

function forget(store: WritableStore, scheme: string): ForgottenLabels {
  if (!labelSchemes(store).includes(scheme) && !isJudged(store, scheme)) throw noSuchScheme(store, scheme);
  const origins = store.db
    .prepare<[string], { origin: string; count: number }>(
      'SELECT origin, count(*) AS count FROM label WHERE scheme = ? GROUP BY origin ORDER BY origin',
    )
    .all(scheme);
  const { changes: judgements } = store.db.prepare('DELETE FROM judgement WHERE scheme = ?').run(scheme);
  store.db.prepare('DELETE FROM label WHERE scheme = ?').run(scheme);
  store.db
    .prepare('DELETE FROM text_cluster WHERE label_source IN (SELECT id FROM label_source WHERE scheme = ?)')
    .run(scheme);
  store.db.prepare('DELETE FROM label_source WHERE scheme = ?').run(scheme);
  store.db.prepare('DELETE FROM class_name WHERE scheme = ?').run(scheme);
  // Records that are taken again later do not bring them back.
  store.db
    .prepare(
      `UPDATE kept_record SET record = json_set(record, '$.labels', json(
         (SELECT json_group_array(json(value)) FROM json_each(record, '$.labels') WHERE value ->> 'scheme' <> @scheme)))
       WHERE EXISTS (SELECT 1 FROM json_each(record, '$.labels') WHERE value ->> 'scheme' = @scheme)`,
    )
    .run({ scheme });
  return { origins, judgements };
}
