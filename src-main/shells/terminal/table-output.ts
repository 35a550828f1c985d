import { type Command, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { isClosedPipe, newFile, standardOutput } from '../../export/new-file.ts';
import {
  type TableFormat,
  formatOfFile,
  tableFormats,
  writeTable,
} from '../../export/table-files/formats.ts';
import { record } from '../../export/table-files/text-rows.ts';
import type { Store } from '../../store/open.ts';
import type { Cell, Column, Table } from '../../store/table.ts';
import { wholeNumber } from './arguments.ts';
import { oneLine, time } from './format.ts';
import type { Session } from './session.ts';

/** What the command line says of how a table is put out. */
export interface TableOptions {
  format?: TableFormat;
  out?: string;
  limit?: number;
}

/** Rows that are shown where no number is asked for. */
const rowsShown = 20;
/** Characters of a text in a table. */
const textWidth = 60;

/** Options of every command that takes data out. */
export function addTableOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--format <format>',
        'csv, jsonl (JSON lines) or parquet, to standard output or --out',
      ).choices(tableFormats),
    )
    .option('--out <file>', 'a new file; its ending .csv, .jsonl or .parquet says the format')
    .option('--limit <rows>', 'rows at most', wholeNumber('--limit', 1));
}

/** Whether a table is wanted as data; else it is shown. */
export function wantsData({ format, out }: TableOptions): boolean {
  return format !== undefined || out !== undefined;
}

/** How a table is made and named. */
export interface TableRequest {
  /** What its rows are: `documents`. */
  name: string;
  /** @param limit rows at most; null: all */
  make: (store: Store, limit: number | null) => Table;
  /** What else is to be said, for people and in JSON. */
  notes?: (store: Store) => string[];
}

/** A table that can be shown, too. */
export interface ShownTable extends TableRequest {
  /** The columns that a terminal has room for. */
  shown: readonly string[];
}

/** Writes a table as data, or shows the first rows of it. */
export async function putOut(session: Session, request: ShownTable, options: TableOptions): Promise<void> {
  if (wantsData(options)) await writeData(session, request, options);
  else showRows(session, request, options.limit ?? rowsShown);
}

/** Writes a table to a new file or to standard output; what is said of the latter goes to standard error. */
export async function writeData(
  session: Session,
  { name, make, notes }: TableRequest,
  { format: wanted, out, limit }: TableOptions,
): Promise<void> {
  const { output } = session;
  const format =
    out === undefined ? onStandardOutput(wanted ?? null, output.json) : formatOfFile(out, wanted ?? null);
  const table = make(session.store(), limit ?? null);
  const total = table.total === null ? null : Math.min(table.total, limit ?? table.total);
  const said = notes?.(session.store()) ?? [];
  const target = out === undefined ? standardOutput : await newFile(out);
  try {
    const rows = await session.job(({ emit, signal }) =>
      writeTable(table, format, target, {
        signal,
        onRows: (done) => {
          if (out !== undefined) emit({ type: 'progress', stage: name, done, total, unit: 'rows' });
        },
      }),
    );
    await target.finish();
    if (out === undefined) {
      for (const line of [countOf(rows), ...said]) process.stderr.write(`${line}\n`);
      return;
    }
    for (const line of [`${countOf(rows)} written to ${out}`, ...said]) output.say(line);
    output.result({
      table: name,
      rows,
      format,
      out,
      columns: table.columns.map(({ name }) => name),
      notes: said,
    });
  } catch (error) {
    await target.discard();
    // Whoever reads has had enough, as `head` has.
    if (out === undefined && isClosedPipe(error)) return;
    throw error;
  }
}

function onStandardOutput(format: TableFormat | null, json: boolean): TableFormat {
  if (format === null) throw new Error('a table for people is not written as data');
  if (json) {
    throw new UserError(
      'use',
      '--json and --format would both write to standard output; name a file with --out, or leave one of them out',
    );
  }
  if (format === 'parquet' && process.stdout.isTTY) {
    throw new UserError('use', 'a Parquet file is no text for a terminal; name a file with --out');
  }
  return format;
}

/** The first rows, for people or in one JSON object. */
function showRows(session: Session, { name, make, shown, notes }: ShownTable, limit: number): void {
  const { output } = session;
  const store = session.store();
  // One more than is shown, to know whether there are more.
  const { columns, rows, total } = make(store, limit + 1);
  const read = [...rows];
  const first = read.slice(0, limit);
  const more = read.length > limit;
  const said = notes?.(store) ?? [];
  const visible = columns.flatMap((column, index) =>
    shown.includes(column.name) ? [{ column, index }] : [],
  );
  output.table(
    first.map((row) => visible.map(({ column, index }) => cell(column, row[index] ?? null))),
    visible.map(({ column }) => column.name),
  );
  if (first.length === 0) output.say(`no ${name}`);
  if (more) {
    const all = total === null ? `the first ${countOf(limit)}` : `${limit} of ${countOf(total)}`;
    output.say(`\n${all}; --limit shows more, --out FILE.csv writes all of them with every column`);
  }
  for (const line of said) output.say(line);
  output.result({
    table: name,
    records: first.map((row) => record(columns, row)),
    total: total ?? (more ? null : first.length),
    more,
    notes: said,
  });
}

function countOf(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

function cell({ type }: Column, value: Cell): string | number {
  if (value === null) return '';
  if (type === 'time') return time(Number(value));
  if (type === 'boolean') return value === 1 ? 'yes' : 'no';
  return typeof value === 'string' ? oneLine(value, textWidth) : value;
}
