import type { ReadableStore } from '../../src-main/store/store.ts';

/** A document as it is stored, with all that hangs on it. */
export interface StoredDocument {
  text: string;
  /** ms UTC */
  at: number | null;
  author: string | null;
  url: string | null;
  verified: boolean;
  /** In alphabetical order. */
  tickers: string[];
  /** Values by scheme. */
  labels: Record<string, string>;
}

/** The documents of a workspace, in the order of their ids. */
export function storedDocuments({ db }: ReadableStore): StoredDocument[] {
  const rows = db
    .prepare<[], Omit<StoredDocument, 'verified' | 'tickers' | 'labels'> & { id: number; verified: number }>(
      'SELECT id, text, published_at AS at, author, url, verified FROM document ORDER BY id',
    )
    .all();
  const mentions = db
    .prepare<[], { id: number; symbol: string }>(
      'SELECT document_id AS id, symbol FROM mention JOIN company c ON c.id = company_id ORDER BY symbol',
    )
    .all();
  const labels = db
    .prepare<[], { id: number; scheme: string; value: string }>(
      'SELECT document_id AS id, scheme, value FROM label ORDER BY scheme',
    )
    .all();
  const documents = new Map(
    rows.map(({ id, verified, ...row }) => {
      const document: StoredDocument = { ...row, verified: verified === 1, tickers: [], labels: {} };
      return [id, document];
    }),
  );
  for (const { id, symbol } of mentions) documents.get(id)!.tickers.push(symbol);
  for (const { id, scheme, value } of labels) documents.get(id)!.labels[scheme] = value;
  return [...documents.values()];
}

/** The closing prices of a ticker in short. */
export interface StoredPrices {
  rows: number;
  min: number;
  max: number;
  first: string;
  last: string;
}

/** By ticker. */
export function storedPrices({ db }: ReadableStore): Record<string, StoredPrices> {
  const rows = db
    .prepare<[], StoredPrices & { symbol: string }>(
      `SELECT symbol, count(*) AS rows, min(close) AS min, max(close) AS max, min(day) AS first, max(day) AS last
       FROM price JOIN company c ON c.id = company_id GROUP BY symbol ORDER BY symbol`,
    )
    .all();
  return Object.fromEntries(rows.map(({ symbol, ...prices }) => [symbol, prices]));
}

/** How often each value is in a list. */
export function counted(values: Iterable<string | null>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
