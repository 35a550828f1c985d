import type { Migration } from './migration.ts';

/**
 * What people said of texts when they labelled by hand: one row each time, so that nothing is lost when they change their
 * mind, and what was done last can be undone. The label of a text (origin `manual`) follows from its rows.
 *
 * `action` numbers what was done at once: one judgement, or all of a bulk.
 */
export const judgements: Migration = {
  version: 12,
  sql: `
    CREATE TABLE judgement (
      id INTEGER PRIMARY KEY,
      action INTEGER NOT NULL,
      document_id INTEGER NOT NULL REFERENCES document (id),
      scheme TEXT NOT NULL,
      annotator TEXT NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('blind', 'window', 'bulk', 'adjudicated')),
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX judgement_scheme ON judgement (scheme, annotator, document_id);
    CREATE INDEX judgement_document ON judgement (document_id);
  `,
};
