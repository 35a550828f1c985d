import { requireScheme } from './text-filter.ts';
import type { ReadableStore } from './store.ts';

/** The label that most of a company's labelled texts have. */
export interface CompanyLabel {
  companyId: number;
  value: string;
  /** Texts with this label, and labelled texts of the company. */
  texts: number;
  of: number;
}

/**
 * The most frequent label of each company's texts under a scheme, whoever gave it; of equally frequent ones the first in
 * alphabetical order.
 *
 * @throws UserError if the workspace has no such scheme
 */
export function companyLabels(store: ReadableStore, scheme: string): CompanyLabel[] {
  requireScheme(store, scheme);
  return store.db
    .prepare<[string], CompanyLabel>(
      `SELECT companyId, value, texts, "of" FROM (
         SELECT m.company_id AS companyId, l.value AS value, count(*) AS texts,
           sum(count(*)) OVER (PARTITION BY m.company_id) AS "of",
           row_number() OVER (PARTITION BY m.company_id ORDER BY count(*) DESC, l.value) AS place
         FROM best_label l JOIN mention m ON m.document_id = l.document_id
         WHERE l.scheme = ? GROUP BY m.company_id, l.value
       ) WHERE place = 1 ORDER BY companyId`,
    )
    .all(scheme);
}
