import type { Migration } from './migration.ts';

/**
 * Topics that were found in the texts: labels of the origin `cluster`, which count after all others. `text_cluster` keeps
 * in which cluster each text is, so that a topic can be renamed or joined with another, and that be taken back.
 *
 * `company_label` has the labels that a person gives companies, one row each time; of a company the last row counts.
 */
export const foundTopics: Migration = {
  version: 14,
  sql: `
    DROP VIEW best_label;
    ALTER TABLE label RENAME TO label_before;
    CREATE TABLE label (
      document_id INTEGER NOT NULL REFERENCES document (id),
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('manual', 'import', 'rule', 'price', 'model', 'cluster')),
      value TEXT NOT NULL,
      confidence REAL,
      source_file INTEGER REFERENCES source_file (id),
      line INTEGER,
      created_at INTEGER NOT NULL,
      run_id INTEGER REFERENCES run (id),
      known_at INTEGER,
      PRIMARY KEY (document_id, scheme, origin)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at, run_id, known_at)
      SELECT document_id, scheme, origin, value, confidence, source_file, line, created_at, run_id, known_at
      FROM label_before;
    DROP TABLE label_before;

    -- One label a document and scheme: a person's before a file's, a rule's, that of prices, a model's and a cluster's.
    CREATE VIEW best_label (document_id, scheme, value, origin, rank) AS
      SELECT document_id, scheme, value, origin,
        min(CASE origin WHEN 'manual' THEN 0 WHEN 'import' THEN 1 WHEN 'rule' THEN 2 WHEN 'price' THEN 3
          WHEN 'model' THEN 4 ELSE 5 END)
      FROM label GROUP BY document_id, scheme;

    ALTER TABLE label_source RENAME TO label_source_before;
    DROP INDEX label_source_scheme;
    CREATE TABLE label_source (
      id INTEGER PRIMARY KEY,
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('rule', 'price', 'cluster')),
      name TEXT NOT NULL,
      settings TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO label_source (id, scheme, origin, name, settings, created_at)
      SELECT id, scheme, origin, name, settings, created_at FROM label_source_before;
    DROP TABLE label_source_before;
    CREATE INDEX label_source_scheme ON label_source (scheme, origin);

    CREATE TABLE text_cluster (
      document_id INTEGER NOT NULL REFERENCES document (id),
      label_source INTEGER NOT NULL REFERENCES label_source (id),
      cluster INTEGER NOT NULL,
      PRIMARY KEY (document_id, label_source)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE company_label (
      id INTEGER PRIMARY KEY,
      action INTEGER NOT NULL,
      company_id INTEGER NOT NULL REFERENCES company (id),
      value TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX company_label_company ON company_label (company_id);
  `,
};
