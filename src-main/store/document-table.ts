import type { ReadableStore } from './store.ts';
import { type Column, type Table, type Cell, columnsOf, streamed } from './table.ts';
import { type TextFilter, condition, tickersColumn } from './text-filter.ts';

const columns = columnsOf({
  document: 'integer',
  published_at: 'time',
  author: 'text',
  text: 'text',
  url: 'text',
  verified: 'boolean',
  retweet: 'boolean',
  near_duplicate_group: 'integer',
  tickers: 'text',
  source_file: 'text',
  source_line: 'integer',
});

/**
 * Documents by their number. For every label scheme of the workspace two columns say the label that counts,
 * `label_SCHEME`, and who gave it, `origin_SCHEME`: a person's counts before a file's, a rule's and a model's.
 *
 * @throws UserError if the filter names what the workspace does not have.
 */
export function documentTable(store: ReadableStore, filter: TextFilter, limit: number | null): Table {
  const { sql, values } = condition(store, filter);
  const schemes = store.db
    .prepare<[], string>('SELECT DISTINCT scheme FROM label ORDER BY scheme')
    .pluck()
    .all();
  const best = (field: string, index: number) =>
    `(SELECT b.${field} FROM best_label b WHERE b.document_id = d.id AND b.scheme = @scheme${index})`;
  const labels = schemes.map((_, index) => `, ${best('value', index)}, ${best('origin', index)}`).join('');
  const named = Object.fromEntries(schemes.map((scheme, index) => [`scheme${index}`, scheme]));
  const total = store.db.prepare<[object], number>(`SELECT count(*) FROM document d WHERE ${sql}`).pluck();
  return {
    columns: [...columns, ...schemes.flatMap(labelColumns)],
    rows: streamed(
      store.db
        .prepare<[object], Cell[]>(
          `SELECT d.id, d.published_at, d.author, d.text, d.url, d.verified, d.retweet, d.near_duplicate_group,
                ${tickersColumn}, s.name, d.line ${labels}
         FROM document d JOIN source_file s ON s.id = d.source_file
         WHERE ${sql} ORDER BY d.id LIMIT @limit`,
        )
        .raw(),
      { ...values, ...named, limit: limit ?? -1 },
    ),
    total: total.get(values) ?? 0,
  };
}

function labelColumns(scheme: string): Column[] {
  return [
    { name: `label_${scheme}`, type: 'text' },
    { name: `origin_${scheme}`, type: 'text' },
  ];
}
