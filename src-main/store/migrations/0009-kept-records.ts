import type { Migration } from './migration.ts';

/**
 * What it takes to forget a file without losing what other files brought as well.
 *
 * A mention says which file gave it; null: the file of its document. A record that found something which another file
 * had brought is kept as JSON, so that it can be taken again when that file is forgotten; so is every record of a list
 * of companies. Spellings of names are counted per file too.
 *
 * `records_kept` is 0 for files that earlier versions imported: which of their records another file also brought is not
 * known until they are imported again.
 */
export const keptRecords: Migration = {
  version: 9,
  sql: `
    ALTER TABLE mention ADD COLUMN source_file INTEGER REFERENCES source_file (id);
    ALTER TABLE source_file ADD COLUMN records_kept INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE kept_record (
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      item INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'rejected')),
      record TEXT NOT NULL,
      PRIMARY KEY (source_file, item)
    ) STRICT;

    CREATE TABLE spelling (
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      company_id INTEGER NOT NULL REFERENCES company (id),
      name TEXT NOT NULL,
      documents INTEGER NOT NULL,
      PRIMARY KEY (source_file, company_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX spelling_company ON spelling (company_id, name);

    -- Deleting a document looks for its rows here.
    CREATE INDEX training_row_document ON training_row (document_id) WHERE document_id IS NOT NULL;
    INSERT INTO state SELECT 'last_document', coalesce(max(id), 0) FROM document;
  `,
};
