import { readerOf } from './file-kind.ts';
import type { FileKind } from './file-kind.ts';
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import { QuotedStockerBotReader, StockerBotReader } from './stockerbot.ts';
import { roles } from './roles.ts';
import type { Table } from './table.ts';
import type { InspectedColumn, InspectedRow } from './types.ts';

const ROWS = 20;
/** Longer fields are cut: a preview shows what a column is. */
const FIELD_LETTERS = 300;
const TWEET_COLUMNS = ['text', 'timestamp', 'source', 'symbols', 'company_names', 'url', 'verified'];
const TWEET_ROLES = ['text', 'time', 'author', 'ticker', 'name', 'url', null];

/** The columns of a file, with what they are taken for. */
export function columnsOf(file: FileKind): InspectedColumn[] {
  if (file.kind === 'stockerbot') {
    return TWEET_COLUMNS.map((name, i) => ({ name, role: TWEET_ROLES[i] ?? null }));
  }
  return tableColumns(file.table);
}

export function tableColumns({ heading, width, mapping }: Table): InspectedColumn[] {
  return Array.from({ length: width }, (_, column) => ({
    name: heading?.[column] ?? `column ${column + 1}`,
    role: roles.find((role) => mapping[role]?.includes(column)) ?? null,
  }));
}

/** The first records of a file as it would be read. */
export function firstRows(file: FileKind, lines: readonly Line[]): InspectedRow[] {
  if (file.kind === 'stockerbot') return firstTweets(file.quoted, lines);
  const reader = readerOf(file);
  const problems = new Map(
    [...reader.read(lines), ...reader.end()].map((outcome) => [
      outcome.place.line,
      outcome.ok ? null : outcome.problem.message,
    ]),
  );
  return tableRows(file.table, lines, (line) => problems.get(line) ?? null);
}

export function tableRows(
  { layout, headingLine }: Table,
  lines: readonly Line[],
  problemOf: (line: number) => string | null,
): InspectedRow[] {
  return sampleRecords(lines, layout)
    .filter(({ place }) => place.line !== headingLine)
    .slice(0, ROWS)
    .map(({ place: { line }, fields }) => ({ line, fields: fields.map(cut), problem: problemOf(line) }));
}

function firstTweets(quoted: boolean, lines: readonly Line[]): InspectedRow[] {
  const reader = quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  return reader
    .read(lines)
    .slice(0, ROWS)
    .map((outcome) => {
      const { line, raw } = outcome.place;
      if (!outcome.ok) return { line, fields: [cut(raw)], problem: outcome.problem.message };
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
      return { line, fields: fields.map(cut), problem: null };
    });
}

function cut(field: string): string {
  return field.length <= FIELD_LETTERS ? field : `${field.slice(0, FIELD_LETTERS)}…`;
}
