import type { ReadableStore } from './store.ts';
import { type Cell, type Table, columnsOf, streamed } from './table.ts';
import { type TextFilter, condition, requireScheme } from './text-filter.ts';

const columns = columnsOf({
  document: 'integer',
  scheme: 'text',
  value: 'text',
  origin: 'text',
  counts: 'boolean',
  confidence: 'number',
  run: 'integer',
  source_file: 'text',
  source_line: 'integer',
  created_at: 'time',
  known_at: 'time',
  name: 'text',
});

export interface LabelFilter extends TextFilter {
  scheme: string | null;
  origin: string | null;
}

/**
 * Labels by document, scheme and origin. `counts` is 1 for the one label of a document and scheme that counts; `known_at`
 * is when what it tells had happened, if that was after the text; `name` is what the class is called, if it has a name.
 *
 * @throws UserError if the filter names what the workspace does not have.
 */
export function labelTable(store: ReadableStore, filter: LabelFilter, limit: number | null): Table {
  const { scheme, origin } = filter;
  if (scheme !== null) requireScheme(store, scheme);
  const { sql, values } = condition(store, filter);
  const from = `FROM label l JOIN document d ON d.id = l.document_id
    WHERE (@scheme IS NULL OR l.scheme = @scheme) AND (@origin IS NULL OR l.origin = @origin) AND ${sql}`;
  const given = { ...values, scheme, origin };
  const total = store.db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck();
  return {
    columns,
    rows: streamed(
      store.db
        .prepare<[object], Cell[]>(
          `SELECT l.document_id, l.scheme, l.value, l.origin,
                l.origin = (SELECT b.origin FROM best_label b
                            WHERE b.document_id = l.document_id AND b.scheme = l.scheme),
                l.confidence, l.run_id, (SELECT name FROM source_file s WHERE s.id = l.source_file), l.line,
                l.created_at, l.known_at,
                (SELECT name FROM class_name n WHERE n.scheme = l.scheme AND n.value = l.value)
         ${from} ORDER BY l.document_id, l.scheme, l.origin LIMIT @limit`,
        )
        .raw(),
      { ...given, limit: limit ?? -1 },
    ),
    total: total.get(given) ?? 0,
  };
}
