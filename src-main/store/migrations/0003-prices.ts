import type { Migration } from './migration.ts';

/**
 * Prices a day. `day` is the exchange's own day as `YYYY-MM-DD`: a day of trading is no instant, so it has no time zone
 * to be wrong about. Days are in their order as texts are.
 */
export const prices: Migration = {
  version: 3,
  sql: `
    CREATE TABLE price (
      company_id INTEGER NOT NULL REFERENCES company (id),
      day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      open REAL CHECK (open > 0),
      high REAL CHECK (high >= low),
      low REAL CHECK (low > 0),
      close REAL NOT NULL CHECK (close > 0),
      adjusted REAL CHECK (adjusted > 0),
      volume REAL CHECK (volume >= 0),
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      line INTEGER NOT NULL,
      PRIMARY KEY (company_id, day)
    ) STRICT, WITHOUT ROWID;
  `,
};
