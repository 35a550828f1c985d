import type { ReadableStore } from './store.ts';
import type { LabelScheme } from './types.ts';

/** All label schemes with the documents that have a label of them, whoever gave it; the most used first. */
export function schemesOfTexts(store: ReadableStore): LabelScheme[] {
  return store.db
    .prepare<[], LabelScheme>(
      'SELECT scheme, count(DISTINCT document_id) AS documents FROM label GROUP BY scheme ORDER BY documents DESC, scheme',
    )
    .all();
}
