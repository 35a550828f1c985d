import type { Migration } from './migration.ts';

/** A key as schema 16 has it, of the row on one side of a change in the bin. */
const rekeyed = (side: 'before' | 'after'): string => {
  const at = (column: string): string =>
    `${side} ->> (SELECT key FROM json_each(columns) WHERE value = '${column}')`;
  const time = `CAST(nullif(${at('published_at')}, 'NULL') AS INTEGER)`;
  const second = `printf('%012X', coalesce((${time} - (${time} % 1000 + 1000) % 1000) / 1000 + 8640000000001, 0))`;
  // A literal begins with X'.
  return `
    UPDATE deleted_row SET ${side} = json_replace(${side},
      '$[' || (SELECT key FROM json_each(columns) WHERE value = 'content_key') || ']',
      'X''' || ${second} || substr(${at('content_key')}, 3, 20) || '''')
    WHERE table_name = 'document' AND ${side} IS NOT NULL
      AND upper(substr(${at('content_key')}, 3, 12)) <> ${second};`;
};

/**
 * What is in the bin can be brought back later. The numbers of its rows are not used again meanwhile, and documents that
 * were deleted before schema 16 have keys as all others have them.
 */
export const lastingNumbers: Migration = {
  version: 17,
  sql: `
    ${rekeyed('before')}
    ${rekeyed('after')}

    ALTER TABLE metric RENAME TO metric_before;
    DROP INDEX metric_run;
    CREATE TABLE metric (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run_id INTEGER NOT NULL REFERENCES run (id),
      name TEXT NOT NULL,
      step INTEGER NOT NULL,
      epoch REAL NOT NULL,
      value REAL
    ) STRICT;
    INSERT INTO metric (id, run_id, name, step, epoch, value)
      SELECT id, run_id, name, step, epoch, value FROM metric_before ORDER BY id;
    DROP TABLE metric_before;
    CREATE INDEX metric_run ON metric (run_id);

    ALTER TABLE reject RENAME TO reject_before;
    DROP INDEX reject_source;
    CREATE TABLE reject (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      line INTEGER NOT NULL,
      byte INTEGER NOT NULL,
      column_name TEXT,
      kind TEXT NOT NULL,
      message TEXT NOT NULL,
      raw TEXT NOT NULL
    ) STRICT;
    INSERT INTO reject (id, source_file, line, byte, column_name, kind, message, raw)
      SELECT id, source_file, line, byte, column_name, kind, message, raw FROM reject_before ORDER BY id;
    DROP TABLE reject_before;
    CREATE INDEX reject_source ON reject (source_file);

    ALTER TABLE judgement RENAME TO judgement_before;
    DROP INDEX judgement_scheme;
    DROP INDEX judgement_document;
    CREATE TABLE judgement (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      action INTEGER NOT NULL,
      document_id INTEGER NOT NULL REFERENCES document (id),
      scheme TEXT NOT NULL,
      annotator TEXT NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('blind', 'window', 'bulk', 'adjudicated')),
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO judgement (id, action, document_id, scheme, annotator, stage, value, created_at)
      SELECT id, action, document_id, scheme, annotator, stage, value, created_at FROM judgement_before ORDER BY id;
    DROP TABLE judgement_before;
    CREATE INDEX judgement_scheme ON judgement (scheme, annotator, document_id);
    CREATE INDEX judgement_document ON judgement (document_id);

    -- Its rows refer to those of label_source, which cannot be replaced before it.
    ALTER TABLE text_cluster RENAME TO text_cluster_before;
    ALTER TABLE label_source RENAME TO label_source_before;
    DROP INDEX label_source_scheme;
    CREATE TABLE label_source (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('rule', 'price', 'cluster')),
      name TEXT NOT NULL,
      settings TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO label_source (id, scheme, origin, name, settings, created_at)
      SELECT id, scheme, origin, name, settings, created_at FROM label_source_before ORDER BY id;
    CREATE TABLE text_cluster (
      document_id INTEGER NOT NULL REFERENCES document (id),
      label_source INTEGER NOT NULL REFERENCES label_source (id),
      cluster INTEGER NOT NULL,
      PRIMARY KEY (document_id, label_source)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO text_cluster (document_id, label_source, cluster)
      SELECT document_id, label_source, cluster FROM text_cluster_before;
    DROP TABLE text_cluster_before;
    DROP TABLE label_source_before;
    CREATE INDEX label_source_scheme ON label_source (scheme, origin);
  `,
};
