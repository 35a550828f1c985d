import type { Migration } from './migration.ts';

/**
 * Labels that were made from something else: by rules, which find phrases in the text, or by prices, which came after it.
 * `label_source` keeps what they were made with, so that they can be made again, masked in the text, and taken back.
 *
 * `known_at`: when what a label tells had happened, in milliseconds since 1970; null: when the text was there. Nothing
 * before that time may be learned from it.
 */
export const labelSources: Migration = {
  version: 13,
  sql: `
    DROP VIEW best_label;
    ALTER TABLE label RENAME TO label_before;
    CREATE TABLE label (
      document_id INTEGER NOT NULL REFERENCES document (id),
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('manual', 'import', 'rule', 'price', 'model')),
      value TEXT NOT NULL,
      confidence REAL,
      source_file INTEGER REFERENCES source_file (id),
      line INTEGER,
      created_at INTEGER NOT NULL,
      run_id INTEGER REFERENCES run (id),
      known_at INTEGER,
      PRIMARY KEY (document_id, scheme, origin)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at, run_id)
      SELECT document_id, scheme, origin, value, confidence, source_file, line, created_at, run_id FROM label_before;
    DROP TABLE label_before;

    -- One label a document and scheme: a person's before a file's, a rule's, that of prices and a model's.
    CREATE VIEW best_label (document_id, scheme, value, origin, rank) AS
      SELECT document_id, scheme, value, origin,
        min(CASE origin WHEN 'manual' THEN 0 WHEN 'import' THEN 1 WHEN 'rule' THEN 2 WHEN 'price' THEN 3 ELSE 4 END)
      FROM label GROUP BY document_id, scheme;

    CREATE TABLE label_source (
      id INTEGER PRIMARY KEY,
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('rule', 'price')),
      name TEXT NOT NULL,
      settings TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX label_source_scheme ON label_source (scheme, origin);
  `,
};
