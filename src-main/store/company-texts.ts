import type { ReadableStore } from './store.ts';

export interface CompanyText {
  document: number;
  publishedAt: number;
  group: number;
  text: string;
}

export interface CompanyTexts {
  companyId: number;
  symbol: string;
  /** The company's name and every other spelling of it in the files. */
  names: string[];
  /** In time order. */
  texts: CompanyText[];
}

/** The dated texts of companies, of all or of some tickers. */
export function companyTexts(store: ReadableStore, symbols: readonly string[] | null): CompanyTexts[] {
  const wanted = JSON.stringify(symbols);
  const companies = store.db
    .prepare<[string, string], { companyId: number; symbol: string; name: string | null }>(
      `SELECT id AS companyId, symbol, name FROM company
       WHERE ? = 'null' OR symbol IN (SELECT value FROM json_each(?)) ORDER BY symbol`,
    )
    .all(wanted, wanted);
  const aliases = store.db.prepare<[number], { name: string }>(
    'SELECT name FROM company_alias WHERE company_id = ? ORDER BY documents DESC, name',
  );
  const texts = store.db.prepare<[number], CompanyText>(
    `SELECT d.id AS document, d.published_at AS publishedAt, d.near_duplicate_group AS "group", d.text
     FROM mention m JOIN document d ON d.id = m.document_id
     WHERE m.company_id = ? AND d.published_at IS NOT NULL ORDER BY d.published_at, d.id`,
  );
  return companies.map(({ companyId, symbol, name }) => ({
    companyId,
    symbol,
    names: [...new Set([...(name === null ? [] : [name]), ...aliases.all(companyId).map((row) => row.name)])],
    texts: texts.all(companyId),
  }));
}
