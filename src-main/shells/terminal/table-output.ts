import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { isClosedPipe, newFile, standardOutput } from '../../export/new-file.ts';
import {
  type TableFormat,
  formatOfFile,
  tableFormats,
  writeTable,
} from '../../export/table-files/formats.ts';
import { record } from '../../export/table-files/text-rows.ts';
import { didYouMean } from '../../suggest.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { Cell, Column, Table } from '../../store/table.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { printable, time } from './format.ts';
import type { Session } from './session.ts';

/** The options that say how a table is written. */
export interface TableOptions {
  format?: TableFormat;
  out?: string;
  limit?: number;
  /** By name; null: all of them as data, those that a terminal has room for where they are shown. */
  columns?: readonly string[] | null;
}

/** Rows shown by default. */
const rowsShown = 20;

/** Adds the options of every command that exports data. */
export function addTableOptions(command: Command): Command {
  return command
    .addOption(
      choiceOption(
        '--format <format>',
        'write csv, jsonl (JSON lines) or parquet, to standard output or to --out',
        tableFormats,
      ),
    )
    .option('--out <file>', 'write to a new file; its extension .csv, .jsonl or .parquet sets the format')
    .option('--limit <rows>', 'how many rows, at most', wholeNumber('--limit', 1));
}

/** Whether a table is wanted as data rather than shown. */
export function wantsData({ format, out }: TableOptions): boolean {
  return format !== undefined || out !== undefined;
}

/** How a table is made and named. */
export interface TableRequest {
  /** What its rows are: `documents`. */
  name: string;
  /** @param limit rows at most; null: all */
  make: (store: ReadableStore, limit: number | null) => Table;
  /** Remarks about the table, for people and in JSON. */
  notes?: (store: ReadableStore) => string[];
}

/** A table that can be shown, too. */
export interface ShownTable extends TableRequest {
  /** The columns that a terminal has room for. */
  shown: readonly string[];
}

/** Writes a table as data, or shows the first rows of it. */
export async function putOut(session: Session, request: ShownTable, options: TableOptions): Promise<void> {
  if (wantsData(options)) await writeData(session, request, options);
  else showRows(session, request, options.limit ?? rowsShown, options.columns ?? request.shown);
}

/** Writes a table to a new file or to standard output; remarks about the latter go to standard error. */
export async function writeData(
  session: Session,
  { name, make, notes }: TableRequest,
  { format: wanted, out, limit, columns = null }: TableOptions,
): Promise<void> {
  const { output } = session;
  const format =
    out === undefined ? onStandardOutput(wanted ?? null, output.json) : formatOfFile(out, wanted ?? null);
  const made = make(session.store(), limit ?? null);
  const table = columns === null ? made : withColumns(made, columns);
  const total = table.total === null ? null : Math.min(table.total, limit ?? table.total);
  for (const line of notes?.(session.store()) ?? []) output.note(line);
  const target = out === undefined ? standardOutput : await newFile(out);
  try {
    const rows = await session.job(({ emit, signal }) =>
      writeTable(table, format, target, {
        signal,
        csvGuard: output.csvGuard,
        onRows: (done) => {
          if (out !== undefined) emit({ type: 'progress', stage: name, done, total, unit: 'rows' });
        },
      }),
    );
    await target.finish();
    if (out === undefined) {
      output.note(countOf(rows));
      return;
    }
    output.say(`${countOf(rows)} written to ${out}`);
    output.result({
      table: name,
      rows,
      format,
      out,
      columns: table.columns.map(({ name }) => name),
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
      '--json and --format would both write to standard output; name a file with --out, or leave one of them out.',
    );
  }
  if (format === 'parquet' && process.stdout.isTTY) {
    throw new UserError('use', 'A Parquet file cannot be shown in a terminal; name a file with --out.');
  }
  return format;
}

/** The first rows, for people or in one JSON object. */
function showRows(
  session: Session,
  { name, make, notes }: ShownTable,
  limit: number,
  shown: readonly string[],
): void {
  const { output } = session;
  const store = session.store();
  // One more than is shown, to know whether there are more.
  const made = make(store, limit + 1);
  const { columns, rows, total } = made;
  const read = [...rows];
  const first = read.slice(0, limit);
  const more = read.length > limit;
  for (const line of notes?.(store) ?? []) output.note(line);
  const visible = placesOf(made, shown).map((index) => ({ column: columns[index]!, index }));
  output.table(
    first.map((row) => visible.map(({ column, index }) => cell(column, row[index] ?? null))),
    visible.map(({ column }) => column.name),
  );
  if (first.length === 0) output.say(`no ${name}`);
  if (more) {
    const all = total === null ? `the first ${countOf(limit)}` : `${limit} of ${countOf(total)}`;
    output.say(`\n${all}; --limit shows more, --out FILE.csv writes all of them with every column`);
  }
  output.result({
    table: name,
    records: first.map((row) => record(columns, row)),
    total: total ?? (more ? null : first.length),
    more,
  });
}

/** The columns of these names, in their order. */
function withColumns(table: Table, names: readonly string[]): Table {
  const places = placesOf(table, names);
  function* rows() {
    for (const row of table.rows) yield places.map((place) => row[place] ?? null);
  }
  return { ...table, columns: places.map((place) => table.columns[place]!), rows: rows() };
}

/** @throws UserError that names a column that does not exist. */
function placesOf({ columns }: Table, names: readonly string[]): number[] {
  const known = columns.map(({ name }) => name);
  return names.map((name) => {
    const place = known.findIndex((one) => one.toLowerCase() === name.toLowerCase());
    if (place >= 0) return place;
    const meant = didYouMean(name, known);
    throw new UserError('use', `There is no column "${name}".${meant} The columns are: ${known.join(', ')}.`);
  });
}

function countOf(rows: number): string {
  return counted(rows, 'row');
}

function cell({ type }: Column, value: Cell): string | number {
  if (value === null) return '';
  if (type === 'time') return time(Number(value));
  if (type === 'boolean') return value === 1 ? 'yes' : 'no';
  return typeof value === 'string' ? printable(value) : value;
}
