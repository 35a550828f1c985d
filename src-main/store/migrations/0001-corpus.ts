import type { Migration } from './migration.ts';

/**
 * Documents, the companies they mention, their labels, and where they came from.
 *
 * A mention carries the time of its document, so that a context window is one range of one index. Documents without
 * time are mentioned at -8640000000000001, one before the earliest time that JavaScript knows: no window reaches it.
 */
export const corpus: Migration = {
  version: 1,
  sql: `
    CREATE TABLE source_file (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      kind TEXT NOT NULL,
      scheme TEXT NOT NULL,
      encoding TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      imported_at INTEGER NOT NULL,
      records INTEGER NOT NULL DEFAULT 0,
      accepted INTEGER NOT NULL DEFAULT 0,
      duplicate INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0,
      seconds REAL NOT NULL DEFAULT 0,
      UNIQUE (sha256, kind, scheme)
    ) STRICT;

    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      content_key BLOB NOT NULL UNIQUE,
      published_at INTEGER,
      near_duplicate_group INTEGER NOT NULL,
      verified INTEGER NOT NULL,
      retweet INTEGER NOT NULL,
      cut_off INTEGER NOT NULL,
      author TEXT,
      text TEXT NOT NULL,
      normal_key TEXT NOT NULL,
      url TEXT,
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      line INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX document_time ON document (published_at);
    CREATE INDEX document_author ON document (author, published_at) WHERE author IS NOT NULL;

    CREATE VIRTUAL TABLE document_text USING fts5 (text, content='document', content_rowid='id');

    CREATE TABLE company (
      id INTEGER PRIMARY KEY,
      symbol TEXT NOT NULL UNIQUE COLLATE NOCASE,
      name TEXT,
      sector TEXT
    ) STRICT;

    CREATE TABLE company_alias (
      company_id INTEGER NOT NULL REFERENCES company (id),
      name TEXT NOT NULL,
      documents INTEGER NOT NULL,
      PRIMARY KEY (company_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE mention (
      company_id INTEGER NOT NULL REFERENCES company (id),
      published_at INTEGER NOT NULL,
      document_id INTEGER NOT NULL REFERENCES document (id),
      PRIMARY KEY (company_id, published_at, document_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mention_document ON mention (document_id);

    CREATE TABLE label (
      document_id INTEGER NOT NULL REFERENCES document (id),
      scheme TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('manual', 'import', 'rule', 'model')),
      value TEXT NOT NULL,
      confidence REAL,
      source_file INTEGER REFERENCES source_file (id),
      line INTEGER,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (document_id, scheme, origin)
    ) STRICT, WITHOUT ROWID;

    -- One label a document and scheme: a person's before a file's, a rule's and a model's.
    CREATE VIEW best_label (document_id, scheme, value, origin, rank) AS
      SELECT document_id, scheme, value, origin,
        min(CASE origin WHEN 'manual' THEN 0 WHEN 'import' THEN 1 WHEN 'rule' THEN 2 ELSE 3 END)
      FROM label GROUP BY document_id, scheme;

    CREATE TABLE reject (
      id INTEGER PRIMARY KEY,
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      line INTEGER NOT NULL,
      byte INTEGER NOT NULL,
      column_name TEXT,
      kind TEXT NOT NULL,
      message TEXT NOT NULL,
      raw TEXT NOT NULL
    ) STRICT;
    CREATE INDEX reject_source ON reject (source_file);

    CREATE TABLE state (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO state VALUES ('grouped_to', 0);
  `,
};
