/** How the first records of a StockerBot export are shown. */
import type { Line } from './lines.ts';
import type { RecordReader } from './outcome.ts';
import { PREVIEW_ROWS, shortened } from './preview.ts';
import type { Tweet } from './tweet.ts';
import type { InspectedColumn, InspectedRow } from './types.ts';

export const tweetColumns: readonly InspectedColumn[] = [
  { name: 'text', role: 'text' },
  { name: 'timestamp', role: 'time' },
  { name: 'source', role: 'author' },
  { name: 'symbols', role: 'ticker' },
  { name: 'company_names', role: 'name' },
  { name: 'url', role: 'url' },
  { name: 'verified', role: 'verified' },
];

/** The first records, with a field for each of the columns; a record that cannot be read is one field. */
export function tweetRows(reader: RecordReader<Tweet>, lines: readonly Line[]): InspectedRow[] {
  return reader
    .read(lines)
    .slice(0, PREVIEW_ROWS)
    .map((outcome) => {
      const { line, raw } = outcome.place;
      if (!outcome.ok) return { line, fields: [shortened(raw)], problem: outcome.problem.message };
      const { text, publishedAt, author, url, verified, companies } = outcome.value;
      const fields = [
        text,
        publishedAt === null ? '' : new Date(publishedAt).toISOString(),
        author ?? '',
        companies.map(({ symbol }) => symbol).join(' '),
        companies.map(({ name }) => name).join(', '),
        url ?? '',
        String(verified),
      ];
      return { line, fields: fields.map(shortened), problem: null };
    });
}
