import type { Migration } from './migration.ts';

/** Training runs with what they measured, predicted and embedded. `config`, `result` and `probabilities` are JSON. */
export const runs: Migration = {
  version: 2,
  sql: `
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recipe TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
      created_at INTEGER NOT NULL,
      seconds REAL,
      config TEXT NOT NULL,
      data_hash TEXT,
      device TEXT,
      version TEXT NOT NULL,
      result TEXT,
      problem TEXT,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE metric (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id),
      name TEXT NOT NULL,
      step INTEGER NOT NULL,
      epoch REAL NOT NULL,
      value REAL
    ) STRICT;
    CREATE INDEX metric_run ON metric (run_id);

    CREATE TABLE prediction (
      run_id INTEGER NOT NULL REFERENCES run (id),
      document_id INTEGER NOT NULL REFERENCES document (id),
      part TEXT NOT NULL CHECK (part IN ('valid', 'test')),
      truth TEXT NOT NULL,
      predicted TEXT NOT NULL,
      probabilities TEXT NOT NULL,
      PRIMARY KEY (run_id, part, document_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE embedding (
      run_id INTEGER NOT NULL REFERENCES run (id),
      company_id INTEGER NOT NULL REFERENCES company (id),
      vector BLOB NOT NULL,
      PRIMARY KEY (run_id, company_id)
    ) STRICT;
  `,
};
