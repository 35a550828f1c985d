import { extname } from 'node:path';
import { UserError } from '../../errors.ts';
import { similar } from '../../suggest.ts';
import type { Table } from '../../store/table.ts';
import type { Target } from '../new-file.ts';
import { parquetFile } from './parquet-rows.ts';
import { csvHeading, csvRow, jsonRow } from './text-rows.ts';

/** How a table is written. `jsonl`: one JSON object a line. */
export const tableFormats = ['csv', 'jsonl', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

const endings: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
};

/**
 * The format of a file by its ending.
 *
 * @param wanted what was asked for; it must not contradict the ending
 * @throws UserError if neither says it, or they disagree.
 */
export function formatOfFile(path: string, wanted: TableFormat | null): TableFormat {
  const ending = extname(path).toLowerCase();
  const byEnding = endings[ending] ?? null;
  if (wanted !== null && byEnding !== null && wanted !== byEnding) {
    throw new UserError(
      'use',
      `The format ${wanted} does not match the file ${path}, whose extension means ${byEnding}.`,
    );
  }
  const format = wanted ?? byEnding;
  if (format !== null) return format;
  const [meant] = similar(ending, Object.keys(endings));
  const hint = meant === undefined ? '' : ` Did you mean ${path.slice(0, -ending.length)}${meant}?`;
  throw new UserError(
    'use',
    `The format of ${path} is not known: end its name in .csv, .jsonl or .parquet.${hint}`,
    { remedies: [{ setting: 'format', values: tableFormats }] },
  );
}

/** Text is handed on in pieces of about so many characters. */
const pieceLength = 1 << 16;

/**
 * Writes all rows of a table; memory does not grow with them. Returns how many there were.
 *
 * @param csvGuard as `guard` of `csvLine`
 * @param onRows called with the rows so far, now and then
 */
export async function writeTable(
  { columns, rows }: Table,
  format: TableFormat,
  target: Target,
  { signal, csvGuard, onRows }: { signal: AbortSignal; csvGuard: boolean; onRows: (rows: number) => void },
): Promise<number> {
  let count = 0;
  const counted = function* () {
    for (const row of rows) {
      count++;
      yield row;
    }
  };
  const pieces =
    format === 'parquet'
      ? parquetFile(columns, counted())
      : textPieces({ columns, rows: counted() }, format, csvGuard);
  for (const piece of pieces) {
    await target.write(piece);
    signal.throwIfAborted();
    onRows(count);
  }
  return count;
}

function* textPieces(
  { columns, rows }: Omit<Table, 'total'>,
  format: 'csv' | 'jsonl',
  guard: boolean,
): Generator<string> {
  let piece = format === 'csv' ? csvHeading(columns, guard) : '';
  for (const row of rows) {
    piece += format === 'csv' ? csvRow(columns, row, guard) : jsonRow(columns, row);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
