import { storedSymbol } from './company-spelling.ts';
import { isTruth } from './labels.ts';
import type { ReadableStore } from './store.ts';
import type { CompanyRow } from './types.ts';
import { whileUnchanged } from './while-unchanged.ts';

type StoredCompany = Omit<CompanyRow, 'sentiment'>;

const FACTS = `
  c.id, c.symbol, c.sector,
    coalesce(
      c.name,
      (SELECT a.name FROM company_alias a WHERE a.company_id = c.id ORDER BY a.documents DESC, a.name LIMIT 1),
      c.symbol
    ) AS name`;

/** Of all companies: what is counted of each is one range of the index of mentions, and labels are joined from their side. */
const ALL_COMPANIES = `
  SELECT ${FACTS},
    (SELECT count(*) FROM mention m WHERE m.company_id = c.id) AS documents,
    coalesce(l.labelled, 0) AS labelled,
    (SELECT min(m.published_at) FROM mention m
     WHERE m.company_id = c.id AND m.published_at >= -8640000000000000) AS firstAt,
    (SELECT max(m.published_at) FROM mention m
     WHERE m.company_id = c.id AND m.published_at >= -8640000000000000) AS lastAt
  FROM company c
  LEFT JOIN (
    SELECT m.company_id, count(*) AS labelled
    FROM (SELECT DISTINCT given.document_id FROM label given
          WHERE given.scheme = 'sentiment' AND ${isTruth('given')}) labels
    JOIN mention m ON m.document_id = labels.document_id GROUP BY m.company_id) l ON l.company_id = c.id`;

const COMPANIES = `
  SELECT ${FACTS},
    count(m.document_id) AS documents,
    count(l.document_id) AS labelled,
    min(CASE WHEN m.published_at >= -8640000000000000 THEN m.published_at END) AS firstAt,
    max(CASE WHEN m.published_at >= -8640000000000000 THEN m.published_at END) AS lastAt
  FROM company c
  LEFT JOIN mention m ON m.company_id = c.id
  LEFT JOIN (
    SELECT DISTINCT given.document_id FROM label given WHERE given.scheme = 'sentiment' AND ${isTruth('given')}) l
    ON l.document_id = m.document_id`;

/** The companies that documents mention, those with the most documents first. */
export function listCompanies(store: ReadableStore): CompanyRow[] {
  return [...companiesNow(store)];
}

const companiesNow = whileUnchanged((store): CompanyRow[] =>
  withSentiment(
    store,
    store.db
      .prepare<[], StoredCompany>(
        `SELECT * FROM (${ALL_COMPANIES}) WHERE documents > 0 ORDER BY documents DESC, symbol`,
      )
      .all(),
    null,
  ),
);

/** The company of a ticker, in upper or lower case, with or without the dollar sign; null when there is none. */
export function companyBySymbol(store: ReadableStore, symbol: string): CompanyRow | null {
  const found = store.db
    .prepare<[string], StoredCompany>(`${COMPANIES} WHERE c.symbol = ? GROUP BY c.id`)
    .all(storedSymbol(store, symbol));
  return withSentiment(store, found, found[0]?.id ?? null)[0] ?? null;
}

/** Whether there is a company of this ticker, in upper or lower case. */
export function isKnownTicker(store: ReadableStore, symbol: string): boolean {
  return (
    store.db.prepare('SELECT 1 FROM company WHERE symbol = ?').get(storedSymbol(store, symbol)) !== undefined
  );
}

/** The tickers that documents mention, in alphabetical order. */
export function mentionedTickers(store: ReadableStore): string[] {
  return store.db
    .prepare<[], string>(
      `SELECT c.symbol FROM company c
       WHERE EXISTS (SELECT 1 FROM mention m WHERE m.company_id = c.id) ORDER BY c.symbol`,
    )
    .pluck()
    .all();
}

function withSentiment(store: ReadableStore, companies: StoredCompany[], only: number | null): CompanyRow[] {
  const counts = store.db
    .prepare<[number | null], { company: number; value: string; count: number }>(
      `SELECT m.company_id AS company, l.value, count(*) AS count
       FROM best_label l JOIN mention m ON m.document_id = l.document_id
       WHERE l.scheme = 'sentiment' AND ${isTruth('l')} AND m.company_id = coalesce(?, m.company_id)
       GROUP BY m.company_id, l.value ORDER BY l.value`,
    )
    .all(only);
  const sentiment = Map.groupBy(counts, (row) => row.company);
  return companies.map((company) => ({
    ...company,
    sentiment: Object.fromEntries((sentiment.get(company.id) ?? []).map((row) => [row.value, row.count])),
  }));
}
