import { csvLine } from './csv-line.ts';
import type { Store } from './open.ts';
import type { Page, RejectRow } from './types.ts';

const REJECTS = `
  SELECT r.id, s.name AS file, r.line, r.byte, r.column_name AS "column", r.kind, r.message, r.raw
  FROM reject r JOIN source_file s ON s.id = r.source_file
  WHERE r.source_file = coalesce(@source, r.source_file) ORDER BY r.source_file, r.line, r.id`;

/** Records that were not taken, of one file or of all, in the order of the files. */
export function listRejects(
  store: Store,
  ask: { source: number | null; offset: number; limit: number },
): Page<RejectRow> {
  const total = store.db
    .prepare<[{ source: number | null }], number>(
      'SELECT count(*) FROM reject WHERE source_file = coalesce(@source, source_file)',
    )
    .pluck()
    .get({ source: ask.source });
  const rows = store.db
    .prepare<[{ source: number | null; offset: number; limit: number }], RejectRow>(
      `${REJECTS} LIMIT @limit OFFSET @offset`,
    )
    .all(ask);
  return { total: total ?? 0, rows };
}

/** The same as CSV (RFC 4180), a line at a time, headings first. */
export function* rejectsCsv(store: Store, source: number | null): Generator<string> {
  yield csvLine(['file', 'line', 'byte', 'column', 'kind', 'message', 'raw']);
  const rows = store.db.prepare<[{ source: number | null }], RejectRow>(REJECTS).iterate({ source });
  for (const row of rows) {
    yield csvLine([row.file, row.line, row.byte, row.column ?? '', row.kind, row.message, row.raw]);
  }
}
