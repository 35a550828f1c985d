/** The labels that a person gives companies: groups of their own, beside sectors and clusters. */
import { storedSymbol } from './company-spelling.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';

export interface OwnLabel {
  companyId: number;
  symbol: string;
  value: string;
}

export interface GivenLabel {
  symbol: string;
  /** null: the label is taken off. */
  value: string | null;
}

/** What came of a labelling. */
export interface LabelledCompanies {
  labelled: number;
  /** Tickers that the workspace does not have. */
  unknown: string[];
}

/** The labels of companies as they are, by ticker. */
export function ownLabels(store: ReadableStore): OwnLabel[] {
  return store.db
    .prepare<[], OwnLabel>(
      `SELECT l.company_id AS companyId, c.symbol, l.value FROM company_label l JOIN company c ON c.id = l.company_id
       WHERE l.value IS NOT NULL AND l.id = (SELECT max(id) FROM company_label x WHERE x.company_id = l.company_id)
       ORDER BY c.symbol`,
    )
    .all();
}

/**
 * Gives companies labels, as one action in one transaction. Tickers are known in any case; those that the workspace does
 * not have are left out, and returned.
 */
export function labelCompanies(store: WritableStore, given: readonly GivenLabel[]): LabelledCompanies {
  return transactional(store, () => {
    const { db } = store;
    const action = db
      .prepare<[], number>('SELECT coalesce(max(action), 0) + 1 FROM company_label')
      .pluck()
      .get()!;
    const find = db.prepare<[string], number>('SELECT id FROM company WHERE symbol = ?').pluck();
    const insert = db.prepare(
      'INSERT INTO company_label (action, company_id, value, created_at) VALUES (?, ?, ?, ?)',
    );
    const now = Date.now();
    const unknown: string[] = [];
    const labelled = new Set<number>();
    for (const { symbol, value } of given) {
      const company = find.get(storedSymbol(store, symbol));
      if (company === undefined) {
        unknown.push(symbol);
        continue;
      }
      insert.run(action, company, value, now);
      labelled.add(company);
    }
    return { labelled: labelled.size, unknown };
  })();
}

/** Takes back the last action; the labels of before count again. Returns its companies; null: there is none. */
export function undoOwnLabels(store: WritableStore): { companies: number; value: string | null } | null {
  return transactional(store, () => {
    const { db } = store;
    const rows = db
      .prepare<[], { company: number; value: string | null }>(
        `SELECT company_id AS company, value FROM company_label
         WHERE action = (SELECT max(action) FROM company_label) ORDER BY id`,
      )
      .all();
    if (rows.length === 0) return null;
    db.prepare('DELETE FROM company_label WHERE action = (SELECT max(action) FROM company_label)').run();
    const values = new Set(rows.map(({ value }) => value));
    return {
      companies: new Set(rows.map(({ company }) => company)).size,
      value: values.size === 1 ? (rows[0]?.value ?? null) : null,
    };
  })();
}
